"""Our catalogues: equal to the source, complete in Dutch and French, safe to format, written as in Belgium."""

import ast
import re
import runpy
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from tests.architecture.source import called, modules, nothing, templates

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("nl", "fr")
UPDATE = "Run `python translations/catalogues.py update`, then translate what is empty."
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
TAG = re.compile(r"</?[a-z][^>]*>")

#: Words that are the same in the other language.
SAME = {
    "nl": {
        "%(theme)s, per zone",
        "Account",
        "Accounts",
        "Agenda",
        "Contact",
        "Ctrl + Enter",
        "Ctrl + Shift + Enter",
        "Link",
        "Logo",
        "Menu",
        "Online",
        "Partners",
        "Quorum",
        "Shift + Tab",
        "Website",
        "Zone",
        "Zone: %(zone)s.",
        "e-mail",
        "online",
        "post",
        "vacant",
        "zone",
    },
    "fr": {
        "Abstentions",
        "Contact",
        "Date",
        "Description",
        "Initiative",
        "Initiatives",
        "Logo",
        "Menu",
        "Notes",
        "Organisation",
        "Organisations",
        "Page",
        "Pages",
        "Programme",
        "Province",
        "Quorum",
        "Satisfaction",
        "Signature",
        "Total",
        "Version %(number)s",
        "Version",
        "Zone",
        "e-mail",
        "notes",
        "police",
        "satisfaction",
        "vacant",
        "version %(number)s",
        "zone",
    },
}

#: Words that end with a point in one language only.
ABBREVIATIONS = {"No."}

#: What a Belgian administration does not write, and what it writes instead.
UNWANTED = {
    "nl": {
        r"\b(?:in|uit)loggen\b|\bin(?:ge)?logd?\b|\blogin\b": "aanmelden, afmelden",
        r"\bnotulen\b": "verslag",
        r"\bPV'?s?\b|proces-verbaal": "verslag (een PV is van de politie)",
        r"\bpaswoord": "wachtwoord",
        r"\bemail": "e-mail",
        r"\bu heeft\b": "u hebt",
        r"\b(?:je|jij|jouw|jullie)\b": "u, uw",
        r"\bactiehouder|\bverantwoordelijke voor de actie": "trekker",
        r"\bdeadline": "streefdatum",
    },
    "fr": {
        r"proc[eè]s-verba|\bPV\b": "compte rendu (un procès-verbal est de la police)",
        r"\blogger\b|\blogin\b|\bloguer\b": "se connecter",
        r"\bemail": "e-mail",
        r"\bcourriel": "e-mail",
        r"\(e\)|·e": "doublet ou mot épicène",
        r"\bdeadline": "échéance",
        r"\bcompte-rendu": "compte rendu",
        r"\b(?:tu|ton|tes)\b": "vous, votre",
    },
}


@lru_cache
def template() -> Catalog:
    """Return the texts that stand in the source now."""
    found: Catalog = runpy.run_path(str(ROOT / "translations" / "catalogues.py"))["template"]()
    return found


@lru_cache
def catalogue(language: str) -> Catalog:
    """Return a stored catalogue."""
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def all_texts(language: str) -> Iterator[tuple[str, str]]:
    """Give (msgid, translation) for each text, and for each form of a plural."""
    for message in catalogue(language):
        if message.id and isinstance(message.id, str):
            yield message.id, str(message.string)
        elif message.id:
            yield from zip(message.id, message.string or ("", ""), strict=True)


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Give those that are translated; whether all of them are is one test's question."""
    return ((msgid, translation) for msgid, translation in all_texts(language) if translation)


def ids(catalogue: Catalog) -> set[Any]:
    """Return every msgid, plurals as pairs."""
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue if message.id}


def test_the_stored_template_equals_the_source() -> None:
    """Whoever adds a text updates the catalogues in the same change."""
    with (ROOT / "translations" / "messages.pot").open("rb") as file:
        stored = ids(read_po(file))
    nothing(map(str, stored ^ ids(template())), UPDATE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_texts_of_the_source(language: str) -> None:
    """None is missing, none is left over."""
    nothing(map(str, ids(catalogue(language)) ^ ids(template())), UPDATE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    """A page is in one language."""
    nothing(
        (msgid for msgid, translation in all_texts(language) if not translation.strip()), f"Translate into {language}."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_guessed_or_left_over(language: str) -> None:
    """A fuzzy text is not shown; an obsolete one is not read."""
    nothing(
        (str(message.id) for message in catalogue(language) if message.id and message.fuzzy), "Read it, then unmark it."
    )
    nothing(map(str, catalogue(language).obsolete), UPDATE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_two_forms(language: str) -> None:
    """One and more; in French, nought is one."""
    assert catalogue(language).num_plurals == 2
    assert catalogue(language).plural_expr == {"nl": "(n != 1)", "fr": "(n > 1)"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    """A missing one loses a value, a misspelt one breaks the page."""
    nothing(
        (
            f"{msgid!r}: {translation!r}"
            for msgid, translation in texts(language)
            if sorted(PLACEHOLDER.findall(msgid)) != sorted(PLACEHOLDER.findall(translation))
            and not _may_leave_the_number_out(msgid, translation)
        ),
        "Use the placeholders of the msgid, spelt alike.",
    )


def _may_leave_the_number_out(msgid: str, translation: str) -> bool:
    """Say whether only %(num)s is missing: "one day" needs no figure."""
    return [part for part in PLACEHOLDER.findall(msgid) if part != "%(num)s"] == PLACEHOLDER.findall(translation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_the_same(language: str) -> None:
    """A tag that is not closed would break the page around it."""
    nothing(
        (
            f"{msgid!r}: {translation!r}"
            for msgid, translation in texts(language)
            if TAG.findall(msgid) != TAG.findall(translation)
        ),
        "Use the tags of the msgid.",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_ends_as_the_original_does(language: str) -> None:
    """A label has no full stop; a sentence has one; a question asks."""

    def end(text: str) -> str:
        return text[-1] if text[-1] in ".?!:…" else ""

    nothing(
        (
            f"{msgid!r}: {translation!r}"
            for msgid, translation in texts(language)
            if end(msgid) != end(translation) and msgid not in ABBREVIATIONS
        ),
        "End it with the sign of the msgid.",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_no_stray_spaces(language: str) -> None:
    """Two spaces, or one at an end, are typing errors."""
    nothing(
        (
            repr(translation)
            for _msgid, translation in texts(language)
            if re.search(r"[ \u00a0]{2}|^\s|\s$|\n", translation)
        ),
        "Take the space out.",
    )


def test_french_has_its_spaces() -> None:
    """Before : ; ! ? and inside « » stands a space that does not break."""
    signs = re.compile("(?<!\u00a0)[;!?»]|(?<!\u00a0)(?<!https):(?!\\d)|«(?!\u00a0)")
    nothing(
        (repr(translation) for _msgid, translation in texts("fr") if signs.search(translation)),
        "Put a no-break space (U+00A0) before : ; ! ? and inside « ».",
    )


def test_dutch_has_no_french_spaces() -> None:
    """In Dutch no space stands before a sign."""
    nothing(
        (repr(translation) for _msgid, translation in texts("nl") if re.search(r"[\s\u00a0][:;!?]", translation)),
        "Take the space before the sign out.",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_those_of_a_belgian_administration(language: str) -> None:
    """One word per thing, and none that means something else here."""
    for pattern, instead in UNWANTED[language].items():
        unwanted = re.compile(pattern if "PV" in pattern else f"(?i){pattern}")
        nothing(
            (
                repr(text)
                for msgid, text in texts(language)
                if unwanted.search(PLACEHOLDER.sub("", text)) and "police report" not in msgid
            ),
            f"Write: {instead}.",
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_was_left_in_english(language: str) -> None:
    """What is the same in both languages stands on a list, so that nothing is copied by mistake."""
    same = {
        msgid
        for msgid, translation in texts(language)
        if msgid == translation and any(sign.isalpha() for sign in PLACEHOLDER.sub("", msgid))
    }
    nothing(same - SAME[language], "Translate it, or put it on the list SAME.")
    nothing(SAME[language] - same, "Take it off the list SAME.")


def test_texts_can_be_found_in_the_source() -> None:
    """A text that is put together at run time is in no catalogue."""
    nothing(
        (
            module.at(node)
            for module in modules()
            if module.name not in ("cpwb/core/words.py", "cpwb/app.py")
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call)
            and called(node) in {"_", "_l", "_ln", "gettext", "lazy_gettext", "ngettext"}
            and not isinstance(node.args[0], ast.Constant)
        ),
        'Write the text itself: _("%(count)s meetings", count=…), not _(text) or _(f"…").',
    )
    nothing(
        (
            f"{name}: {match}"
            for name, text in templates().items()
            for match in re.findall(r"(?<![\w.])(?:_|gettext|ngettext)\(\s*[^\"'\s)][^)]*\)", text)
        ),
        'Write the text itself: {{ _("Save") }}, not {{ _(label) }}.',
    )


def test_no_text_is_a_python_f_string_or_has_a_nameless_placeholder() -> None:
    """A translator must be able to put the words in another order."""
    nothing(
        (repr(msgid) for msgid, _translation in texts("nl") if re.search(r"%[sd]|\{\w*\}", msgid)),
        'Name it: _("%(count)s meetings", count=count).',
    )
