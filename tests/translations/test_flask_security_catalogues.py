"""Our Dutch and French catalogues of Flask-Security's own strings are complete and safe to format.

Flask-Security looks its strings up in a gettext domain of its own. The library ships only part of
them in Dutch, so the catalogues under ``translations/<language>/LC_MESSAGES/flask_security.po`` are
ours. These tests hold them to the catalogue of the installed library: they fail when an upgrade of
the library adds, drops or rewords a string.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("nl", "fr")
PLURAL_FORMS = {"nl": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}

# A well-formed placeholder. One msgid of the library, "... less than %(length) characters", lacks
# its conversion letter, so that Python reads "% c" and prints "@haracters" for 64. It counts as no
# placeholder here: no translation can both match it and print the number.
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
TAG = re.compile(r"<[^>]+>")

# Words that the rules of language of the project rule out, outside placeholders and tags.
UNWANTED = {
    "nl": re.compile(r"\b(?:in|uit)?log(?:gen|in)\b|ingelogd|paswoord|\bemail|u heeft", re.IGNORECASE),
    "fr": re.compile(r"\bemails?\b|courriel|deux facteurs|\(e\)|\btokens?\b", re.IGNORECASE),
}


def read(path: Path, locale: str | None = None) -> Catalog:
    """Read a gettext catalogue, refusing one that is not well formed."""
    with path.open("rb") as stream:
        return read_po(stream, locale=locale, abort_invalid=True)


def library_messages() -> dict[str, Message]:
    """Return the messages of the installed library's own template, by msgid."""
    template = Path(str(files("flask_security"))) / "translations" / "flask_security.pot"
    return {key(message): message for message in read(template) if message.id}


def our_catalogue(language: str) -> Catalog:
    """Return our catalogue of the library's strings in a language."""
    path = ROOT / "translations" / language / "LC_MESSAGES" / "flask_security.po"
    return read(path, locale=language)


def our_messages(language: str) -> dict[str, Message]:
    """Return the messages of our catalogue, by msgid, without its header."""
    return {key(message): message for message in our_catalogue(language) if message.id}


def key(message: Message) -> str:
    """Return the msgid of a message; the library uses no plurals and no contexts."""
    assert isinstance(message.id, str), f"a plural needs tests of its own: {message.id!r}"
    assert message.context is None, f"a context needs tests of its own: {message.id!r}"
    return message.id


def text(message: Message) -> str:
    """Return the translation of a message as text."""
    return message.string if isinstance(message.string, str) else ""


def sample_values(msgid: str) -> dict[str, object] | tuple[str, ...]:
    """Return values of the right kind for every placeholder of a msgid."""
    named: dict[str, object] = {
        name: 8 if kind == "d" else "x" for name, kind in re.findall(r"%\((\w+)\)([sd])", msgid)
    }
    return named or ("x",) * len(PLACEHOLDER.findall(msgid))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_msgids_are_those_of_the_library(language: str) -> None:
    """Our catalogue has every msgid of the installed library, and no other."""
    library, ours = set(library_messages()), set(our_messages(language))
    assert len(library) > 200
    assert library - ours == set(), "not yet in our catalogue"
    assert ours - library == set(), "no longer in the library"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty(language: str) -> None:
    """Every msgid has a translation."""
    empty = [msgid for msgid, message in our_messages(language).items() if not text(message).strip()]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy_or_obsolete(language: str) -> None:
    """Nothing is marked fuzzy, the header included, and no obsolete message is kept."""
    catalogue = our_catalogue(language)
    assert not catalogue.fuzzy
    assert [message.id for message in catalogue if message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_equal(language: str) -> None:
    """A translation has the placeholders of its msgid; unnamed ones have no name to sort by."""
    for msgid, message in our_messages(language).items():
        assert sorted(PLACEHOLDER.findall(text(message))) == sorted(PLACEHOLDER.findall(msgid)), msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_can_be_formatted(language: str) -> None:
    """No stray per cent sign raises an error or swallows a letter when the values are filled in."""
    for msgid, message in our_messages(language).items():
        assert "%" not in PLACEHOLDER.sub("", text(message)), msgid
        values = sample_values(msgid)
        if values:
            assert text(message) % values


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiler_finds_no_error(language: str) -> None:
    """The checks that ``pybabel compile`` runs report nothing."""
    found = [(message.id, errors) for message, errors in our_catalogue(language).check()]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_and_outer_spaces_are_equal(language: str) -> None:
    """A translation keeps the HTML tags of its msgid, and its spaces at either end."""
    for msgid, message in our_messages(language).items():
        translation = text(message)
        assert TAG.findall(translation) == TAG.findall(msgid), msgid
        assert re.findall(r"^\s*|\s*$", translation) == re.findall(r"^\s*|\s*$", msgid), msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_unwanted_words_are_absent(language: str) -> None:
    """The words that the rules of language of the project rule out do not occur."""
    for msgid, message in our_messages(language).items():
        visible = TAG.sub("", PLACEHOLDER.sub("", text(message)))
        assert UNWANTED[language].search(visible) is None, (msgid, visible)


def test_french_has_a_no_break_space_before_high_punctuation() -> None:
    """French has U+00A0 before : ; ! ? and inside guillemets, and a plain apostrophe."""
    for msgid, message in our_messages("fr").items():
        visible = TAG.sub("", text(message))
        assert re.search(r"(?<!\u00a0)[:;!?»]|«(?!\u00a0)|’", visible) is None, (msgid, visible)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_names_no_person_and_no_machine(language: str) -> None:
    """The header has the right language and plural forms, and neither address nor path."""
    catalogue = our_catalogue(language)
    header = dict(catalogue.mime_headers)
    assert header["Project-Id-Version"].strip() == "CPWB"
    assert header["Language"] == language
    assert header["Plural-Forms"] == PLURAL_FORMS[language]
    assert header["Content-Type"].lower() == "text/plain; charset=utf-8"
    path = ROOT / "translations" / language / "LC_MESSAGES" / "flask_security.po"
    raw = path.read_text(encoding="utf-8")
    assert "@" not in raw
    locations = re.findall(r"^#: (.+)$", raw, re.MULTILINE)
    assert locations
    assert all(place.startswith("flask_security/") for line in locations for place in line.split())
