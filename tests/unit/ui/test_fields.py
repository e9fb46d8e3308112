"""Fields: what people type becomes a value, or one sentence that says what to type."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from cpwb.committees.choices import Side
from cpwb.core.bilingual import Bilingual
from cpwb.ui.fields import (
    MAX_NOTES,
    BilingualField,
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    PickField,
    RevisionField,
    RichTextField,
    TextField,
    TimeField,
)

REQUIRED = "This field is required."
PLATE = "This text holds what looks like a number plate. Remove it: no facts of a case here."


def typed(made: Callable[[], Any], *values: str, stored: Any = None, name: str = "field") -> Field:
    """Return the field of a form into which `values` were typed, validated."""

    class Trial(Form):  # type: ignore[misc]  # WTForms has no types
        field = made()

    form = Trial(formdata=MultiDict([(name, value) for value in values]), data={"field": stored})
    if isinstance(form["field"], PickField):
        form["field"].offer([(3, "een"), (4, Bilingual("twee", "deux"))])
    form.validate()
    return form["field"]


def errors(field: Field) -> list[str]:
    """Return what is said about a field."""
    return [str(error) for error in field.errors]


def too_long(length: int) -> str:
    """Return the sentence about a text that is too long."""
    return f"This may be {length} characters long at most."


@pytest.mark.parametrize("made", [TextField, LongTextField])
def test_a_text_is_tidied(made: Callable[..., Field]) -> None:
    """Ends, kinds of line ends and control characters are nobody's meaning."""
    field = typed(lambda: made("x"), "  a\r\nb\rc\x00\x07\x7f\x85\td  ")
    assert (field.data, errors(field)) == ("a\nb\nc\td", [])


@pytest.mark.parametrize("made", [TextField, LongTextField])
def test_a_text_that_was_not_sent_is_empty(made: Callable[..., Field]) -> None:
    """Nothing is no None that a column would refuse."""
    assert typed(lambda: made("x")).data == ""
    assert errors(typed(lambda: made("x", required=True))) == [REQUIRED]
    assert errors(typed(lambda: made("x", required=True), " \n\x00 ")) == [REQUIRED]


@pytest.mark.parametrize("made", [TextField, LongTextField])
def test_a_text_has_a_length_and_no_facts_of_a_case(made: Callable[..., Field]) -> None:
    """Both are said at the field."""
    assert errors(typed(lambda: made("x", max_length=5), "é" * 5)) == []
    assert errors(typed(lambda: made("x", max_length=5), "é" * 6)) == [too_long(5)]
    assert errors(typed(lambda: made("x"), "de wagen 1-ABC-123")) == [PLATE]


@given(st.text())
def test_no_text_breaks_a_field(text: str) -> None:
    """Every text gives a value or a sentence of ours; what Python says about it is not shown."""
    for made in (TextField, LongTextField, RichTextField, DateField, TimeField, NumberField, RevisionField):
        field = typed(lambda made=made: made("x"), *([] if "\ud800" <= text[:1] <= "\udfff" else [text]))  # type: ignore[misc]  # bound at once
        assert not [error for error in errors(field) if "invalid" in error or "limit" in error]


@pytest.mark.parametrize(
    ("made", "text", "value", "sentence"),
    [
        (DateField, "9/3/2026", date(2026, 3, 9), None),
        (DateField, "31/2/2026", None, "This is not a date. Type it like 9/3/2026."),
        (DateField, "2026", None, "This is not a date. Type it like 9/3/2026."),
        (TimeField, "18u30", time(18, 30), None),
        (TimeField, "25.00", None, "This is not a time. Type it like 18.30."),
        (NumberField, "12", 12, None),
        (NumberField, "0", 0, None),
        (NumberField, "-1", -1, "Type a whole number from 0 to 100000."),
        (NumberField, "100001", 100001, "Type a whole number from 0 to 100000."),
        (NumberField, "--5", None, "This is not a whole number."),
        (NumberField, "1.5", None, "This is not a whole number."),
        (NumberField, "²", None, "This is not a whole number."),
        (NumberField, "9" * 5000, None, "This is not a whole number."),
    ],
)
def test_a_value_is_read_or_one_sentence_says_how_to_type_it(
    made: Callable[..., Field], text: str, value: Any, sentence: str | None
) -> None:
    """Required or not; what was typed stays in the field."""
    for required in (True, False):
        field = typed(lambda required=required: made("x", required=required), text)  # type: ignore[misc]  # bound at once
        assert (field.data, errors(field)) == (value, [sentence] if sentence else [])
        assert field._value() == text


@pytest.mark.parametrize("made", [DateField, TimeField, NumberField])
@pytest.mark.parametrize("text", [[], [""], ["   "], ["\x00"], ["\t\n"]])
def test_spaces_are_no_value(made: Callable[..., Field], text: list[str]) -> None:
    """A required date of spaces is missing; an optional one is none."""
    needed, optional = typed(lambda: made("x", required=True), *text), typed(lambda: made("x"), *text)
    assert (needed.data, errors(needed)) == (None, [REQUIRED])
    assert (optional.data, errors(optional)) == (None, [])


@pytest.mark.parametrize(
    ("text", "value", "ok"),
    [("police", Side.POLICE, True), ("", None, False), ("x", None, False), ("Police", None, False)],
)
def test_a_choice_is_one_of_the_list(text: str, value: Side | None, *, ok: bool) -> None:
    """A required one has no empty choice."""
    field = typed(lambda: ChoiceField("x", Side), text)
    assert (field.data, errors(field)) == (value, [] if ok else ["Choose one of the list."])


def test_a_choice_may_be_left_open_or_narrowed() -> None:
    """Not required: nothing will do. Only some members: the others will not."""
    assert errors(typed(lambda: ChoiceField("x", Side, required=False), "")) == []
    assert errors(typed(lambda: ChoiceField("x", Side, members=[Side.POLICE]), "community")) != []


@pytest.mark.parametrize(
    ("text", "value", "ok"),
    [("3", 3, True), ("4", 4, True), ("5", 5, False), ("", None, False), ("x", None, False), ("3 ", None, False),
     ("-3", None, False), ("9" * 5000, None, False), ("2147483648", None, False)],
)  # fmt: skip
def test_a_pick_is_one_of_what_was_offered(text: str, value: int | None, *, ok: bool) -> None:
    """The thing of another committee was not."""
    field = typed(lambda: PickField("x"), text)
    assert (field.data, errors(field)) == (value, [] if ok else ["Choose one of the list."])
    assert errors(typed(lambda: PickField("x", required=False), "")) == []


def bilingual(nl: str, fr: str, *, stored: Bilingual | None = None, **options: Any) -> Field:
    """Return a bilingual field with both texts typed."""

    class Trial(Form):  # type: ignore[misc]  # WTForms has no types
        field = BilingualField("x", **options)

    form = Trial(formdata=MultiDict({"field-nl": nl, "field-fr": fr}), data={"field": stored})
    form.validate()
    return form["field"]


def test_both_languages_make_one_value_that_remembers_which_is_ahead() -> None:
    """A field that was not sent keeps what is stored."""
    assert bilingual(" a ", "b\x00", stored=Bilingual("x", "b")).data == Bilingual("a", "b", "nl")
    assert typed(lambda: BilingualField("x"), stored=Bilingual("x", "y")).data == Bilingual("x", "y")


@pytest.mark.parametrize(
    ("nl", "fr", "sentences"),
    [
        ("a", "", []),
        ("", "b", []),
        (" ", "", ["Fill in at least one of the two languages."]),
        ("a" * 11, "", [too_long(10)]),
        ("", "b" * 11, [too_long(10)]),
        ("1-ABC-123", "", [PLATE]),
        ("", "1-ABC-123", [PLATE]),
    ],
)
def test_a_bilingual_text_is_checked_in_both_languages(nl: str, fr: str, sentences: list[str]) -> None:
    """One of the two is enough."""
    assert errors(bilingual(nl, fr, required=True, max_length=10)) == sentences


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), ("", -1), ("x", -1), ("-1", -1), ("9" * 10, -1), ("9" * 5000, -1)]
)
def test_a_revision_of_junk_is_one_that_never_was(text: str, value: int) -> None:
    """So the form counts as outdated, and nothing is overwritten."""
    assert typed(RevisionField, text).data == value
    assert typed(RevisionField).data == -1


def test_notes_are_clean_before_anybody_sees_them() -> None:
    """Facts of a case are found in the words, not in the tags between them."""
    field = typed(lambda: RichTextField("x"), "<div>a<script>alert(1)</script>\x00<b onclick=x>b</b></div>")
    assert (field.data, errors(field)) == ("<div>a<strong>b</strong></div>", [])
    assert typed(lambda: RichTextField("x")).data == ""
    assert errors(typed(lambda: RichTextField("x"), "<div>de wagen <em>1-ABC-123</em></div>")) == [PLATE]
    assert errors(typed(lambda: RichTextField("x"), "a" * (MAX_NOTES + 1))) == [too_long(MAX_NOTES)]


@pytest.mark.parametrize(
    ("stored", "text", "value"),
    [
        (None, "een\r\n\r\ntwee <b> & drie", "<div>een<br><br>twee &lt;b&gt; &amp; drie</div>"),
        (None, " \n\t", ""),
        ("<ul><li>een</li><li>twee</li></ul>", "een\ntwee ", "<ul><li>een</li><li>twee</li></ul>"),
        ("<ul><li>een</li><li>twee</li></ul>", "een\ndrie", "<div>een<br>drie</div>"),
        ("<div>een</div>", "", ""),
        ("<div>een</div>", "  <div>twee</div>", "  <div>twee</div>"),
    ],
)
def test_rich_text_takes_plain_words_without_scripts(stored: str | None, text: str, value: str) -> None:
    """They become one block with its lines; words that nobody changed keep the format that is stored."""
    assert typed(lambda: RichTextField("x"), text, stored=stored).data == value


def test_rich_text_shows_its_words_without_scripts() -> None:
    """Without tags, and what looks like one as it was written."""
    assert typed(lambda: RichTextField("x"), "<div>een &lt;b&gt;<br>twee</div>").words == "een <b>\ntwee"
