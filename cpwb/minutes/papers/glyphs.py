"""Which characters our fonts can print, and what stands for the others.

PDF/UA-1 forbids a missing glyph, and typst then refuses the whole document: so the text is looked through before.
"""

import json
import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

FONTS: Final = Path(__file__).parents[1] / "fonts"
#: The font families in the order in which they are tried, each with its files. Vazirmatn is for Arabic, Persian,
#: Kurdish and Urdu; unlike Noto it has a glyph of its own for every letter, so that names can be copied and read aloud.
FAMILIES: Final[Mapping[str, str]] = {
    "Inter": "Inter_*.ttf",
    "Vazirmatn": "Vazirmatn_*.ttf",
    "Noto Sans Hebrew": "NotoSansHebrew_*.ttf",
    "Noto Emoji": "NotoEmoji_*.ttf",
}

#: What is printed for a character that none of our fonts has.
UNPRINTABLE: Final = "□"

_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARKS: Final = frozenset({"Mn", "Mc", "Me"})
_JOINER: Final = "\u200d"
# Invisible, but needed for the shape or the order of the letters around them. All other invisible ones are dropped:
# some may not stand in a PDF, an unclosed change of direction would turn our own words around, and a soft hyphen at the
# end of a link is an internal error of typst 0.15.
_INVISIBLE: Final = frozenset("\u061c\u200c\u200d\u200e\u200f")


def count_unprintable(content: Any) -> int:
    """Return how often a square stands in a tree of dictionaries and lists."""
    return json.dumps(content, ensure_ascii=False).count(UNPRINTABLE)


def printable_all(value: Any) -> Any:
    """Return the same tree of dictionaries and lists with every string made printable."""
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, Mapping):
        return {key: printable_all(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable_all(part) for part in value]
    return value


def _printable(text: str) -> str:
    """Return the text with every character that cannot be printed replaced by □ or, if it is invisible, dropped."""
    visible = "".join(map(_visible, _LINE_ENDS.sub("\n", text)))
    return "".join(part if _has_glyphs(part) else UNPRINTABLE for part in _clusters(visible))


@lru_cache(maxsize=4096)
def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\n" or character in _INVISIBLE:
        return character
    # "Cn": newer than the Unicode of this Python, which therefore cannot say whether it is a letter or a mark.
    if category in {"Cn", "Co", "Cs"}:
        return UNPRINTABLE
    if category in {"Cc", "Cf"} or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return " " if character.isspace() else ""
    return character if not character.isspace() or _has_glyphs(character) else " "


def _clusters(text: str) -> Iterator[str]:
    """Divide the text into letters with the marks that stand on them; emoji joined to one picture stay together.

    A space takes no mark, because a line may end between the two.
    """
    cluster = ""
    for character in text:
        mark = unicodedata.category(character) in _MARKS or "\U0001f3fb" <= character <= "\U0001f3ff"
        joined = mark or character == _JOINER or cluster.endswith(_JOINER)
        if cluster and (cluster.isspace() or character.isspace() or not joined):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


@lru_cache(maxsize=4096)
def _has_glyphs(cluster: str) -> bool:
    """Say whether one font family has everything in the cluster: typst takes the font per cluster, not per character.

    A mark without a letter below it has no glyph of its own.
    """
    visible = [character for character in cluster if character not in _INVISIBLE and character != "\n"]
    if visible and unicodedata.category(visible[0]) in _MARKS:
        return False
    return any(family.issuperset(map(ord, visible)) for family in _families())


@cache
def _families() -> tuple[frozenset[int], ...]:
    """Return, per font family, the code points that all its fonts have."""
    return tuple(
        frozenset.intersection(*(frozenset(_code_points(font.read_bytes())) for font in FONTS.glob(files)))
        for files in FAMILIES.values()
    )


def _code_points(font: bytes) -> Iterator[int]:
    """Yield the code points in the `cmap` table of a TrueType font.

    Source: OpenType specification, chapter cmap; formats 4 (16 bits) and 12 (all of Unicode).
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    directory = {font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">L", font, 20 + 16 * n)[0] for n in range(tables)}
    cmap = directory[b"cmap"]
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    for n in range(subtables):
        start = cmap + struct.unpack_from(">L", font, cmap + 8 + 8 * n)[0]
        (format_,) = struct.unpack_from(">H", font, start)
        if read := {4: _format_4, 12: _format_12}.get(format_):
            yield from read(font, start)


def _format_4(font: bytes, start: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    at = start + 14
    ends = struct.unpack_from(f">{count}H", font, at)
    starts = struct.unpack_from(f">{count}H", font, at + 2 * count + 2)
    deltas = struct.unpack_from(f">{count}H", font, at + 4 * count + 2)
    offsets_at = at + 6 * count + 2
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    for n, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, offsets_at + 2 * n + offset + 2 * (code - first))
            if (not offset or glyph) and (glyph + delta) & 0xFFFF:
                yield code


def _format_12(font: bytes, start: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", font, start + 12)
    for n in range(groups):
        first, last, _glyph = struct.unpack_from(">3L", font, start + 16 + 12 * n)
        yield from range(first, last + 1)
