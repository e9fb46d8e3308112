"""Bilingual texts: what is shown, and which language is behind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.bilingual import Bilingual, other_language

WORDS = st.sampled_from(["", "a", "b", "c"])
EDITS = st.lists(st.tuples(WORDS, WORDS), max_size=6)


@pytest.mark.parametrize(
    ("value", "nl", "fr"),
    [
        (Bilingual("huis", "maison"), "huis", "maison"),
        (Bilingual("huis"), "huis", "huis"),
        (Bilingual(fr="maison"), "maison", "maison"),
        (Bilingual(), "", ""),
    ],
)
def test_the_other_language_stands_in(value: Bilingual, nl: str, fr: str) -> None:
    """A text that exists in one language is shown in that one; none is shown as nothing."""
    assert (value.text("nl"), value.text("fr")) == (nl, fr)
    assert bool(value) == bool(nl or fr)
    assert (value.has("nl"), value.has("fr")) == (bool(value.nl), bool(value.fr))


def test_editing_one_language_leaves_the_other_behind() -> None:
    """The translation is marked until it is edited too."""
    value = Bilingual("huis", "maison").revised(nl="woning", fr="maison")
    assert (value.edited, value.outdated) == ("nl", "fr")


def test_editing_the_language_that_was_behind_catches_up() -> None:
    """The mark goes when the translation follows."""
    value = Bilingual("woning", "maison", "nl").revised(nl="woning", fr="logement")
    assert value == Bilingual("woning", "logement", None)
    assert value.outdated is None


def test_editing_the_same_language_again_stays_ahead() -> None:
    """Two edits of one language need one translation."""
    assert Bilingual("a", "b", "nl").revised(nl="c", fr="b").outdated == "fr"


def test_editing_both_puts_them_level() -> None:
    """Whoever edits both has translated."""
    assert Bilingual("a", "b", "fr").revised(nl="c", fr="d").outdated is None


def test_a_first_translation_is_level() -> None:
    """Adding the missing language does not put the first one behind."""
    assert Bilingual("a").revised(nl="a", fr="b").outdated is None


def test_an_edit_that_changes_nothing_keeps_the_mark() -> None:
    """Saving a form without a change is no translation."""
    value = Bilingual("a", "b", "nl")
    assert value.revised(nl="a", fr="b") is value


def test_taking_a_translation_away_takes_the_mark_away() -> None:
    """A text in one language is behind nothing, and its next translation is fresh."""
    value = Bilingual("a", "b", "nl").revised(nl="a", fr="")
    assert value == Bilingual("a", "", None)
    assert value.revised(nl="a", fr="c").outdated is None


@given(EDITS)
def test_only_a_text_in_both_languages_can_be_behind(edits: list[tuple[str, str]]) -> None:
    """After any course of edits: what was typed stands there, and the mark means something."""
    value = Bilingual()
    for nl, fr in edits:
        before, value = value, value.revised(nl=nl, fr=fr)
        assert (value.nl, value.fr) == (nl, fr)
        if value.outdated:
            assert nl and fr
            assert value.outdated == other_language(value.edited or "")
        alone = [code for code, old, new in (("nl", before.nl, nl), ("fr", before.fr, fr)) if old != new]
        if len(alone) == 1:
            assert value.outdated != alone[0], "the language that was just edited is never the one behind"
