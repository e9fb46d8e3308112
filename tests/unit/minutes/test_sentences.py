"""From text to record: what a sentence of the notes says, in Dutch and in French."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.bilingual import Bilingual
from cpwb.minutes.sentences import (
    MAX_TITLE,
    OPENINGS,
    RecordKind,
    names_of,
    opening_of,
    read_sentence,
    sentence_at,
    task_of,
)

TODAY = date(2026, 3, 10)
#: A seat of the police, two seats of one organisation with that organisation itself, and one in both languages.
OWNERS = {
    "seat:1": ("wijkwerking", "travail de quartier", "wijkwerking – Politiezone Gent", "travail de quartier – Gand"),
    "seat:2": ("covoorzitter", "coprésident", "covoorzitter – vzw De Brug", "coprésident – ASBL Le Pont"),
    "seat:3": ("lid", "membre", "lid – vzw De Brug", "membre – ASBL Le Pont"),
    "seat:4": ("lid", "membre", "lid – Het Salon", "membre – Le Salon"),
    "organisation:5": ("vzw De Brug", "ASBL Le Pont"),
    "organisation:6": ("Dienst Openbare Werken", "Service des travaux publics"),
}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Actie: brief schrijven", RecordKind.ACTION),
        ("  action : écrire une lettre", RecordKind.ACTION),
        ("ACTIE:x", RecordKind.ACTION),
        ("Beslissing: twee lampen", RecordKind.DECISION),
        ("Décision : deux lampes", RecordKind.DECISION),
        ("Decision: deux lampes", RecordKind.DECISION),
        ("De\u0301cision: deux lampes", RecordKind.DECISION),
        ("Actie:", RecordKind.ACTION),
        ("Actie brief schrijven", None),
        ("De actie: brief", None),
        ("Reactie: goed", None),
        ("Actiegroep: goed", None),
        ("18:30", None),
        (":", None),
        ("", None),
    ],
)
def test_a_line_says_what_it_is(line: str, kind: RecordKind | None) -> None:
    """By its first word before a colon, in either language, with or without accents and capitals."""
    assert opening_of(line) == kind


LINE = "Het plein is donker. De stad zet lampen, bv. aan de halte! Wie betaalt dat? Op 1.4 volgt “het plan”."


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (0, "Het plein is donker."),
        (LINE.index(" De stad"), "Het plein is donker."),
        (LINE.index("De stad"), "De stad zet lampen, bv. aan de halte!"),
        (LINE.index("bv.") + 4, "De stad zet lampen, bv. aan de halte!"),
        (LINE.index("Wie"), "Wie betaalt dat?"),
        (LINE.index("1.4") + 2, "Op 1.4 volgt “het plan”."),
        (len(LINE), "Op 1.4 volgt “het plan”."),
        (10_000, "Op 1.4 volgt “het plan”."),
        (-1, "Het plein is donker."),
    ],
)
def test_the_sentence_is_the_one_with_the_cursor(place: int, sentence: str) -> None:
    """A stop within a sentence, in an abbreviation or a date, does not end it."""
    assert sentence_at(LINE, place) == sentence


def test_a_line_that_is_a_record_is_one_sentence() -> None:
    """What stands after a stop belongs to it too."""
    assert sentence_at("Actie: brief. Aan de stad, 1/4", 3) == "Actie: brief. Aan de stad, 1/4"


@pytest.mark.parametrize(
    ("line", "title", "owner", "due_on"),
    [
        ("Actie: wijkwerking, 1/4", "wijkwerking", "seat:1", date(2026, 4, 1)),
        ("Action : travail de quartier, 1/4", "travail de quartier", "seat:1", date(2026, 4, 1)),
        ("Actie: brief schrijven, wijkwerking, 1/4", "brief schrijven", "seat:1", date(2026, 4, 1)),
        ("Actie: wijkwerking: brief schrijven, 9/3", "brief schrijven", "seat:1", date(2027, 3, 9)),
        ("Action: écrire une lettre; le pont; 1/4/2027", "écrire une lettre", "organisation:5", date(2027, 4, 1)),
        ("Actie: brief schrijven, openbare werken", "brief schrijven", "organisation:6", None),
        ("Actie: brief schrijven, lid", "brief schrijven, lid", "", None),
        ("Actie: brief schrijven, Salon", "brief schrijven", "seat:4", None),
        ("Actie: De Brug, wijkwerking, 1/4", "De Brug, wijkwerking", "", date(2026, 4, 1)),
        ("De Brug schrijft een brief tegen 1/4.", "De Brug schrijft een brief", "organisation:5", date(2026, 4, 1)),
        ("Le Pont écrit une lettre pour le 1/4", "Le Pont écrit une lettre", "organisation:5", date(2026, 4, 1)),
        ("Iemand van De Brug schrijft, uiterlijk op 1/4", "Iemand van De Brug schrijft", "", date(2026, 4, 1)),
        ("Écrire avant le 31/4", "Écrire avant le 31/4", "", None),
        ("Om 18:30 samenkomen", "Om 18:30 samenkomen", "", None),
        ("Actie:", "", "", None),
        ("Actie: 1/4", "", "", date(2026, 4, 1)),
        ("", "", "", None),
    ],
)
def test_a_sentence_becomes_a_task(line: str, title: str, owner: str, due_on: date | None) -> None:
    """Title, owner and date where they are sure; what is not sure is left to choose."""
    task = task_of(read_sentence(line, TODAY), OWNERS)
    assert (task.title, task.owner, task.due_on, task.description) == (title, owner, due_on, "")


def test_a_long_sentence_is_kept_whole() -> None:
    """The title holds its beginning, cut between words; the description all of it."""
    sentence = "Actie: " + "de straten " * 40
    task = task_of(read_sentence(sentence, TODAY), OWNERS)
    assert task.title == " ".join(["de straten"] * 18) + "…"
    assert task.description == ("de straten " * 40).strip()
    assert task_of(read_sentence("x" * 300, TODAY), {}).title == "x" * 199 + "…"


def test_an_owner_is_called_by_title_and_by_organisation() -> None:
    """In both languages; a seat also by its title alone."""
    seat, organisation = Bilingual("lid – Het Salon", "membre – Le Salon"), Bilingual("De Brug", "Le Pont")
    assert names_of({"police": [("seat:4", seat)], "community": [("organisation:5", organisation)]}) == {
        "seat:4": ["lid", "membre", "lid – Het Salon", "membre – Le Salon"],
        "organisation:5": ["De Brug", "Le Pont"],
    }


def test_a_decision_loses_its_opening_alone() -> None:
    """Its words stay as they were written, a date among them."""
    said = read_sentence("Beslissing: de proef begint op 1/4.", TODAY)
    assert (said.kind, said.text) == (RecordKind.DECISION, "de proef begint op 1/4.")


@given(st.text(max_size=300), st.integers(-5, 400))
def test_a_sentence_is_a_piece_of_its_line(line: str, place: int) -> None:
    """Never empty where the line is not, and never with blanks around it."""
    sentence = sentence_at(line, place)
    assert sentence in line
    assert bool(sentence) == bool(line.strip())
    assert sentence == sentence.strip()


@given(st.text(max_size=300), st.dictionaries(st.text(max_size=9), st.lists(st.text(max_size=30), max_size=3)))
def test_no_text_breaks_the_reader(line: str, owners: dict[str, list[str]]) -> None:
    """Whatever is typed gives a title that fits, and an owner who was on offer, or none."""
    said = read_sentence(line, TODAY)
    task = task_of(said, owners)
    assert len(task.title) <= MAX_TITLE
    assert task.owner in {"", *owners}
    assert said.text in line
    assert task.due_on is None or task.due_on.year >= 1900


@given(
    st.sampled_from(sorted(OPENINGS)),
    st.sampled_from([":", " :", "\u00a0: "]),
    st.sampled_from(["brief schrijven", "écrire une lettre", "18:30 samenkomen", "a.b.c"]),
    st.sampled_from([("", ""), (", wijkwerking", "seat:1"), ("; Le Pont", "organisation:5")]),
    st.dates(TODAY, date(2034, 1, 1)),
    st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.day}-{0.month:02}-{0.year}", "{0.day:02}.{0.month}.{0.year}"]),
)
def test_what_is_written_in_order_is_understood(
    opening: str, colon: str, title: str, named: tuple[str, str], day: date, written: str
) -> None:
    """Opening, title, owner and date come back, in both languages and with either punctuation."""
    words, owner = named
    said = read_sentence(f"{opening.upper()}{colon} {title}{words}, {written.format(day)}", TODAY)
    task = task_of(said, OWNERS)
    assert (said.kind, task.title, task.owner, task.due_on) == (OPENINGS[opening], title, owner, day)
