"""Two texts beside each other: what differs, word by word, and both as one text without saying anything twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from cpwb.core.sanitising import plain_text

#: Words of a passage that are compared one by one; a longer one is shown as a whole, before and after.
MOST_WORDS = 1500


class Kept(StrEnum):
    """Where a piece of text stands."""

    IN_BOTH = "both"
    IN_FIRST = "first"
    IN_SECOND = "second"


@dataclass(frozen=True)
class Piece:
    """A few words of a line, and in which of the two texts they stand."""

    where: Kept
    words: str


Line = tuple[Piece, ...]


def differences(first: str, second: str) -> list[Line]:
    """Return the words of two sanitised texts, line by line, with what stands in one of them only.

    Formats are not compared: two texts that differ in nothing else have the same words.
    """
    before, after = plain_text(first).split("\n"), plain_text(second).split("\n")
    found: list[Line] = []
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            found += [(Piece(Kept.IN_BOTH, line),) for line in before[a:b]]
        else:
            found += _passage(before[a:b], after[c:d])
    return [line for line in found if any(piece.words for piece in line)]


def _passage(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Give a passage that differs: line against line, then what one of the two has more of."""
    for old, new in zip(before, after, strict=False):
        yield tuple(_words(old, new))
    for line in before[len(after) :]:
        yield (Piece(Kept.IN_FIRST, line),)
    for line in after[len(before) :]:
        yield (Piece(Kept.IN_SECOND, line),)


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = re.findall(r"\s*\S+", before), re.findall(r"\s*\S+", after)
    if max(len(old), len(new)) > MOST_WORDS:
        yield from (Piece(Kept.IN_FIRST, before), Piece(Kept.IN_SECOND, after))
        return
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece(Kept.IN_BOTH, "".join(old[a:b]))
            continue
        if b > a:
            yield Piece(Kept.IN_FIRST, "".join(old[a:b]))
        if d > c:
            yield Piece(Kept.IN_SECOND, "".join(new[c:d]))


_TAG = re.compile(r"<(/?)([a-z0-9]+)[^>]*>")


def blocks_of(html: str) -> list[str]:
    """Cut a sanitised text into blocks that can stand by themselves; lines of one block become blocks of their own."""
    found, depth, start = [], 0, 0
    for tag in _TAG.finditer(html):
        is_end, name = bool(tag[1]), tag[2]
        if name == "br":
            continue
        if not is_end and depth == 0:
            found.append(html[start : tag.start()])
            start = tag.start()
        depth = max(0, depth + (-1 if is_end else 1))
        if is_end and depth == 0:
            found += _lines(html[start : tag.end()])
            start = tag.end()
    found.append(html[start:])
    return [block for block in found if plain_text(block)]


def _lines(block: str) -> list[str]:
    """Cut a block at its line ends, unless one of them stands inside a format of its own."""
    inner = re.fullmatch(r"(?s)<div>(.*)</div>", block)
    if inner is None or re.search(r"(?s)<(?!br|/)([a-z0-9]+)[^>]*>(?:(?!</\1>).)*<br>", inner[1]):
        return [block]
    return [f"<div>{line}</div>" for line in inner[1].split("<br>")]


def put_together(first: str, second: str) -> str:
    """Return both sanitised texts as one: what both have once, then what only the first has, then the second."""
    mine, theirs = blocks_of(first), blocks_of(second)
    joined: list[str] = []
    for _how, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        joined += mine[a:b]
        joined += [block for block in theirs[c:d] if block not in mine[a:b]]
    return "".join(joined)
