"""Lazy texts: looked up when they are shown, safe in pages, bilingual values included."""

from typing import Any

import pytest
from markupsafe import Markup, escape

from cpwb.core import words
from cpwb.core.bilingual import Bilingual
from cpwb.core.words import LazyText, _l, _ln, said


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a translator of two texts in the place of the application's."""
    texts = {"%(what)s is late": "%(what)s est en retard"}
    monkeypatch.setattr(words._Translator, "gettext", staticmethod(lambda msgid, **v: texts.get(msgid, msgid) % v))
    monkeypatch.setattr(
        words._Translator,
        "ngettext",
        staticmethod(lambda one, many, num, **v: f"{num} × {many if num > 1 else one}" % v),
    )
    monkeypatch.setattr(words._Translator, "language", staticmethod(lambda: "fr"))


@pytest.fixture
def untranslated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the application's translator away, as where no application was made."""
    monkeypatch.setattr(words._Translator, "gettext", staticmethod(words._plain))
    monkeypatch.setattr(words._Translator, "ngettext", staticmethod(words._plain_plural))
    monkeypatch.setattr(words._Translator, "language", staticmethod(lambda: "nl"))


@pytest.mark.usefixtures("untranslated")
def test_without_an_application_the_msgid_is_shown() -> None:
    """Rules can be tested without the web."""
    assert str(_l("%(what)s is late", what="Jan")) == "Jan is late"
    assert str(_l("100%")) == "100%"
    assert (str(_ln("%(num)s day", "%(num)s days", 1)), str(_ln("%(num)s day", "%(num)s days", 3))) == (
        "1 day",
        "3 days",
    )


@pytest.mark.usefixtures("french")
def test_a_text_is_looked_up_each_time_it_is_shown() -> None:
    """A bilingual value is shown in the language of the reader too."""
    text = _l("%(what)s is late", what=Bilingual("het verslag", "le compte rendu"))
    assert str(text) == "le compte rendu est en retard"
    assert f"{_ln('day', 'days', 2)}" == "2 × days"


def test_what_people_typed_is_escaped_in_a_page() -> None:
    """A name with an angle bracket is no tag."""
    text = _l("by %(name)s", name="<b>Sam</b>")
    assert escape(text) == Markup("by &lt;b&gt;Sam&lt;/b&gt;")


def test_a_text_equals_what_it_says() -> None:
    """Tests and forms compare texts by what is shown."""
    same: Any = "a"
    assert _l("a") == same
    assert _l("a") == _l("a")
    assert _l("a") != _l("b")
    assert len({_l("a"), _l("a")}) == 1
    assert repr(_l("a")) == "LazyText('a')"


def test_a_text_can_be_filled_in_like_a_string() -> None:
    """WTForms fills placeholders into its messages with %."""
    assert LazyText("at most %(max)d") % {"max": 5} == "at most 5"


def test_only_bilingual_values_are_said() -> None:
    """Everything else is left as it is."""
    assert (said(3), said(None), said("x"), said(Bilingual("x", "y"))) == (3, None, "x", "x")
