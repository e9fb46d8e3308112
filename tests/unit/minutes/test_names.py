"""Names of people, invented ones, are found in a text however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.minutes.names import NamesIn

#: First and last name as they could stand in a list of Belgian, Moroccan, Turkish, Congolese and other members.
PEOPLE = (
    ("Lieve", "De Verzinner"),
    ("Jean-Pierre", "Van den Fictieve"),
    ("Fatima Zahra", "El Denkbeeldi"),
    ("Abdelhak", "Ben Fictif"),
    ("Işıl", "Düşyıldız"),
    ("İdil", "Uydurmaoğlu"),
    ("Grâce", "Mbokani-Fictif"),
    ("Dieudonné", "Tshinventé"),
    ("Awa", "N'Verzin"),
    ("Żaneta", "Zmyślońska"),
)
#: A beginning of first names, between other words: what stands there names each of the people.
NAMED = (
    "{first} {last}",
    "{last} {first}",
    "{last}, {first}",
    "{last}; {first}",
    "{first}\n{last}",
    "{first} ({last})",
    "{first} – {last}",
    "{initial}. {last}",
    "{initial}.{last}",
    "{initial} {last}",
    "{last}, {initial}.",
    "{last} {initial}.",
    "{last}, {initial}",
    "mevrouw {last}",
    "Mevr. {last}",
    "mw. {last}",
    "mw {last}",
    "de heer {last}",
    "dhr. {last}",
    "meneer {last}",
    "juffrouw {last}",
    "Madame {last}",
    "Mme {last}",
    "monsieur {last}",
    "M. {last}",
    "M {last}",
    "MM. {last}",
    "Mlle {last}",
    "mademoiselle {last}",
)
people = pytest.mark.parametrize(("first", "last"), PEOPLE)


def written(form: str, first: str, last: str) -> str:
    """Return a name in one of the forms."""
    return form.format(first=first, last=last, initial=first[0])


def is_named(text: str, first: str, last: str) -> bool:
    """Say whether a text names somebody."""
    return NamesIn(text).names(first, last)


@people
@pytest.mark.parametrize("form", NAMED)
def test_a_name_is_found_in_every_form(form: str, first: str, last: str) -> None:
    """In the middle of a sentence, at its beginning and at its end, and in capitals."""
    name = written(form, first, last)
    for text in (name, f"Volgens {name} is dat zo.", f"«{name}»", name.upper()):
        assert is_named(text, first, last), text


@people
def test_a_name_is_found_as_a_keyboard_without_accents_writes_it(first: str, last: str) -> None:
    """And with the apostrophe or the dash of a telephone, as one word or in two."""
    bare = str.maketrans("ışİüğğâéŻśńI", "isIuggaeZsnI")
    plain = f"{first} {last}".translate(bare)
    for text in (plain, plain.replace("'", "\u2019"), plain.replace("-", "\u2011"), plain.replace("-", " ")):
        assert is_named(text, first, last), text
    together = last.replace(" ", "").replace("'", "").replace("-", "")
    assert is_named(f"{first} {together}", first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Fatima El Denkbeeldi",
        "El-Denkbeeldi, Zahra",
        "F.Z. El Denkbeeldi",
        "F.-Z. El Denkbeeldi",
        "FZ El Denkbeeldi",
        "El Denkbeeldi F.Z.",
        "Fat. El Denkbeeldi",
        "mevrouw \u201cEl Denkbeeldi\u201d",
        "fatima zahra eldenkbeeldi",
        "Fatima\u200b Zahra El\u00adDenkbeeldi",
    ],
)
def test_a_composed_name_is_found_by_its_parts(text: str) -> None:
    """One of the first names, or the first letters of both."""
    assert is_named(text, "Fatima Zahra", "El Denkbeeldi")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Een klein bedrag.", "Kaat", "Klein"),
        ("Klein onderhoud volgt.", "Kaat", "Klein"),
        ("de wit geschilderde muur", "Jan", "De Wit"),
        ("l'espoir renaît", "Luc", "Espoir"),
        ("L'Espoir, association", "Luc", "Espoir"),
        ("Zo is het zo. Klein onderhoud volgt.", "Zoë", "Klein"),
        ("Kaat sprak.", "Kaat", "Klein"),
        ("K. sprak.", "Kaat", "Klein"),
        ("mevrouw Kleinman", "Kaat", "Klein"),
        ("mevrouw Jansklein", "Kaat", "Klein"),
        ("L. Klein", "Kaat", "Klein"),
        ("à Petit-Rechain", "Amina", "Petit"),
        ("il y petit", "Yvo", "Petit"),
        ("", "Kaat", "Klein"),
        ("Kaat – –", "Kaat", "–"),
        ("Anders gezegd", "An", "Ders"),
    ],
)
def test_what_names_nobody_surely_is_let_be(text: str, first: str, last: str) -> None:
    """Words that look like a name, the first name alone, a longer name, and the initial of somebody else."""
    assert not is_named(text, first, last)


@pytest.mark.parametrize(
    ("text", "last", "asked"),
    [
        ("Klein onderhoud volgt.", "Klein", True),
        ("zei Klein.", "klein", True),
        ("KLEIN ONDERHOUD", "Klein", True),
        ("een klein bedrag", "Klein", False),
        ("Kleine stappen", "Klein", False),
        ("De Wit vroeg", "De Wit", True),
        ("vroeg de Wit", "De Wit", True),
        ("vroeg dewit", "De Wit", False),
        ("Dewit vroeg", "De Wit", True),
        ("De wit geschilderde muur", "De Wit", False),
        ("het wit. De muur", "De Wit", False),
        ("Wit vroeg", "De Wit", False),
        ("Van Den Fictieve", "Van den Fictieve", True),
        ("N\u2019verzin", "N'Verzin", True),
        ("n'Verzin", "N'Verzin", True),
        ("chez l'Espoir", "Espoir", True),
        ("ISIL DUSYILDIZ", "Düşyıldız", True),
        ("van Van", "Van", True),
        ("van de wijk", "Van", False),
        ("قال الخيالي ذلك", "الخيالي", True),
        ("", "Klein", False),
        ("– –", "–", False),
    ],
)
def test_a_last_name_alone_is_asked_about_when_it_has_a_capital(text: str, last: str, asked: bool) -> None:
    """All of it, with its prefix however that is written; where there are no capitals, always."""
    assert NamesIn(text).may_name(last) is asked


def test_several_texts_are_read_each_by_itself() -> None:
    """A first name at the end of one and a last name at the beginning of the other are no name."""
    assert NamesIn("Kaat Klein", "").names("Kaat", "Klein")
    assert NamesIn("", "Kaat Klein").may_name("Klein")
    assert not NamesIn("zei Kaat", "Klein onderhoud").names("Kaat", "Klein")


BETWEEN = st.text(st.sampled_from(" ,;:.-–/\n\t()\u00a0\u200b\u2019"), min_size=1, max_size=6).filter(
    lambda signs: signs.strip("\u200b") != ""
)


@given(person=st.sampled_from(PEOPLE), between=BETWEEN, last_first=st.booleans(), capitals=st.booleans())
def test_no_punctuation_hides_a_name(person: tuple[str, str], between: str, last_first: bool, capitals: bool) -> None:
    """In either order, in capitals or small."""
    name = between.join(reversed(person) if last_first else person)
    assert is_named(f"zei {name.upper() if capitals else name.lower()}, en", *person)


@given(text=st.text(), person=st.tuples(st.text(), st.text()))
def test_any_text_and_any_name_can_be_compared(text: str, person: tuple[str, str]) -> None:
    """Whatever signs stand in them; a name that is no word names nobody."""
    found = NamesIn(text)
    if not any(map(str.isalnum, person[1])):
        assert not found.names(*person)
    assert found.names(*person) in (True, False)
    assert found.may_name(person[1]) in (True, False)


@given(words=st.lists(st.from_regex("[bcdfghj]{2,8}", fullmatch=True)), person=st.sampled_from(PEOPLE))
def test_a_text_without_the_last_name_names_nobody(words: list[str], person: tuple[str, str]) -> None:
    """Neither surely nor perhaps, whatever the capitals and with every first name in it."""
    text = " ".join([person[0], *words, person[0]])
    for found in (NamesIn(text), NamesIn(text.title()), NamesIn(text.upper())):
        assert not found.names(*person)
        assert not found.may_name(person[1])
