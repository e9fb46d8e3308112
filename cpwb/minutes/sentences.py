"""From text to record: what a sentence of the notes says about a decision or an action point.

Dutch and French are both understood, whatever the language of the page: a committee writes in both. Nothing is
guessed: what is not sure is left for the recorder to fill in.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cpwb.core.bilingual import Bilingual
from cpwb.core.dates import parse_coming_date


class RecordKind(StrEnum):
    """What a sentence can become."""

    DECISION = "decision"
    ACTION = "action"


#: The words that open a line about a record, before a colon; accents and capitals make no difference.
OPENINGS: Mapping[str, RecordKind] = {
    "actie": RecordKind.ACTION,
    "action": RecordKind.ACTION,
    "beslissing": RecordKind.DECISION,
    "décision": RecordKind.DECISION,
}

#: As many characters as the title of an action point holds.
MAX_TITLE = 200

_OPENING = re.compile(r"\s*([^\s:]+)\s*:\s*(.*)", re.DOTALL)
#: After a full stop a sentence begins with a capital, a digit or a quotation mark; "bv. de wijk" is one sentence.
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[\"'“‘«(]*[^\W_a-zß-öø-ÿ])")
#: What separates title, owner and date; a colon does only before a space, for 18:30 is a time.
_SEPARATOR = re.compile(r"[,;]\s*|:\s+")
_DUE = re.compile(
    r"(?:(?<=\s)|^)(?:\(?(?:uiterlijk|tegen|v[oó]{2}r|op|au plus tard|pour|avant|d['’]ici|le|la|du|au)\s+)*"
    r"(\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{4})?|\d{4}-\d{1,2}-\d{1,2})\)?\s*[.!]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """What a sentence says: of which kind it calls itself, its words, the parts between commas, and by when."""

    kind: RecordKind | None
    text: str
    parts: tuple[str, ...]
    due_on: date | None


def opening_of(line: str) -> RecordKind | None:
    """Return what a line calls itself ("Actie: …", "Décision : …"), or None."""
    match = _OPENING.fullmatch(line)
    return _kinds().get(_plain(match[1])) if match else None


def sentence_at(line: str, place: int) -> str:
    """Return the sentence of a line in which the cursor stands: a line that calls itself a record is one sentence.

    `place` counts characters from the start of the line; behind a full stop it still belongs to that sentence.
    """
    if opening_of(line):
        return line.strip()
    begin = 0
    for stop in _SENTENCE_END.finditer(line):
        if place < stop.end() and line[begin : stop.end()].strip():
            return line[begin : stop.end()].strip()
        begin = stop.end()
    return line[begin:].strip()


def read_sentence(sentence: str, today: date) -> Said:
    """Return what a sentence says, with a date at its end as the day by which it is promised."""
    kind = opening_of(sentence)
    match = _OPENING.fullmatch(sentence)
    text = (match[2] if kind and match else sentence).strip()
    due_on, rest = _due_in(text, today)
    parts = tuple(part.strip(" .") for part in _SEPARATOR.split(rest) if part.strip(" ."))
    return Said(kind, text, parts, due_on)


def _due_in(text: str, today: date) -> tuple[date | None, str]:
    """Return the date at the end of a text, and the text without it."""
    match = _DUE.search(text)
    if match is None:
        return None, text
    try:
        return parse_coming_date(match[1], today), text[: match.start()].rstrip(" ,;–-")
    except ValueError:
        return None, text


@dataclass(frozen=True)
class Task:
    """An action point as a sentence gives it: the title, the whole sentence when the title is too short for it."""

    title: str
    description: str
    #: The key of the owner, or nothing when it is not sure.
    owner: str
    due_on: date | None


def task_of(said: Said, owners: Mapping[str, Iterable[str]]) -> Task:
    """Return the action point that a sentence describes; `owners` are the names of each owner by its key.

    A part between commas that is the name of one owner alone names it, and is no part of the title unless it is all
    there is. Without one, a title that begins with the whole name of one owner alone ("De Brug schrijft …") does.
    """
    named = {part: owner for part in said.parts if (owner := _owner_called(part, owners))}
    chosen = {*named.values()}
    owner = chosen.pop() if len(chosen) == 1 else ""
    kept = [part for part in said.parts if not owner or part not in named] or list(said.parts)
    title = ", ".join(kept)
    if not owner and not named:
        owner = _owner_at_the_start(title, owners)
    short = _shortened(title)
    return Task(short, said.text if short != title else "", owner, said.due_on)


def _owner_called(part: str, owners: Mapping[str, Iterable[str]]) -> str:
    """Return the one owner with this name; or else the one whose name holds all these words."""
    words = _words(part)
    if not words:
        return ""
    same = [key for key, names in owners.items() if any(_words(name) == words for name in names)]
    if same:
        return same[0] if len(same) == 1 else ""
    within = [key for key, names in owners.items() if any(set(words) <= set(_words(name)) for name in names)]
    return within[0] if len(within) == 1 else ""


def _owner_at_the_start(title: str, owners: Mapping[str, Iterable[str]]) -> str:
    """Return the one owner with whose whole name a title begins, the longest name first."""
    words = _words(title)
    begun = {
        key: max((len(name) for name in map(_words, names) if name and words[: len(name)] == name), default=0)
        for key, names in owners.items()
    }
    longest = max(begun.values(), default=0)
    found = [key for key, length in begun.items() if length == longest]
    return found[0] if longest and len(found) == 1 else ""


#: Words that stand in the names of organisations and tell none apart.
_SMALL_WORDS = {
    "vzw", "asbl", "de", "het", "een", "la", "le", "les", "l", "un", "une", "van", "der", "den", "du", "des", "d", "en",
    "et", "voor", "pour",
}  # fmt: skip


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", _plain(text)) if word not in _SMALL_WORDS]


def _plain(text: str) -> str:
    """Return a text in small letters without accents, to compare with."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _kinds() -> dict[str, RecordKind]:
    return {_plain(word): kind for word, kind in OPENINGS.items()}


def _shortened(text: str) -> str:
    """Return a text that fits a title, cut between words."""
    if len(text) <= MAX_TITLE:
        return text
    cut = text[: MAX_TITLE - 1]
    return f"{cut.rsplit(None, 1)[0] if ' ' in cut.strip() else cut}…"


def names_of(owners: Mapping[Any, Iterable[tuple[str, Bilingual]]]) -> dict[str, list[str]]:
    """Return by key how owners on offer are called: in both languages, and a seat also without its organisation."""
    names: dict[str, list[str]] = {}
    for offered in owners.values():
        for key, name in offered:
            whole = [name.nl, name.fr]
            alone = [each.partition(" – ")[0] for each in whole] if key.startswith("seat:") else []
            names[key] = [*alone, *whole]
    return names
