"""What a paper is made of: plain lists and dictionaries that survive JSON.

A paper is a `Paper`, and its body a list of blocks in reading order. The blocks are those of `cpwb.minutes.blocks`
(paragraph, heading, code, quote, list) and

* `heading` with a `level` from 2 on; the title of the paper is the only one of level 1
* `{"kind": "facts", "pairs": [[label, [run, …]], …]}`
* `{"kind": "table", "columns": […], "rows": [[[run, …], …], …], "total": bool, "tall": bool}`; a column has a `label`,
  a `width` ("auto", "2fr" or "30mm") and an `align`; the last row of a table with a total is that total, and a tall one
  leaves room to write
* `{"kind": "box", "label": "…", "blocks": [block, …]}`
* `{"kind": "contents", "entries": [[anchor, text], …]}`: links to the headings with these anchors
* `{"kind": "spoken", "lang": "fr", "blocks": [block, …]}`: blocks in another language than the paper
* `{"kind": "page"}`: what follows begins on a new page

A run may have, beside what `cpwb.minutes.blocks` says, `"quiet"`, `"warn"` and `"mono"` set to true, and `"lang"`, the
language of its words where it is not that of the paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from cpwb.core.bilingual import Bilingual, other_language
from cpwb.core.words import LazyText, _l
from cpwb.minutes.blocks import Block, Run
from cpwb.ui.locale import current_language

#: A text, or a text that exists in both languages.
Text = str | LazyText | Bilingual | int

#: What joins facts in one line.
SEPARATOR = " · "

#: What each page of a chair's copy is marked with.
CONFIDENTIAL = _l("Confidential")


@dataclass(frozen=True)
class House:
    """How a committee's papers look: what it added to ours."""

    #: The logo as PNG; nothing for none.
    logo: bytes = b""
    #: What the logo shows, for those who do not see it.
    logo_alt: str = ""
    #: A line at the top of each page.
    header: Sequence[Run] = ()
    #: A line at the bottom of each page.
    footer: Sequence[Run] = ()
    #: What stands at the end: who pays, and who answers for what is said.
    ending: Sequence[Sequence[Run]] = ()


@dataclass(frozen=True)
class Paper:
    """A paper in one language, ready to be set."""

    #: "nl" or "fr"; the region is always Belgium.
    language: str
    #: The heading of the paper.
    title: str
    #: The name of the committee, which is the author in the properties of the file.
    author: str
    #: What the title of the file says beside the heading: mostly a date.
    about: str
    #: The name under which it is saved, without its ending; it says nothing about anybody.
    file_name: str
    #: The line above the title.
    above: Sequence[Run] = ()
    #: What every page is marked with, such as "draft"; nothing for no mark.
    mark: str = ""
    #: What every page says at the bottom beside its number.
    foot: str = ""
    #: The content, in reading order.
    body: Sequence[Block] = field(default_factory=list)
    #: The house style.
    house: House = field(default_factory=House)

    @property
    def name(self) -> str:
        """Return the title of the file, in one line."""
        return " ".join(" – ".join(part for part in (self.title, self.author, self.about) if part).split())


def run(text: Text | None, **style: Any) -> Run:
    """Return a run of words; a bilingual text that exists only in the other language says in which it is."""
    if isinstance(text, Bilingual):
        language = current_language()
        if text and not text.has(language):
            style.setdefault("lang", other_language(language))
        text = text.text(language)
    return {"text": "" if text is None else str(text), **{name: value for name, value in style.items() if value}}


def written(text: str, language: str, **style: Any) -> list[Run]:
    """Return what people typed in `language`, line by line."""
    lang = language if language != current_language() else None
    runs: list[Run] = []
    for line in text.splitlines():
        runs += [{"break": True}] if runs else []
        runs.append(run(line, lang=lang, **style))
    return runs


def joined(parts: Iterable[Sequence[Run]], separator: str = SEPARATOR) -> list[Run]:
    """Return the parts that hold something in one line, with a separator between them."""
    line: list[Run] = []
    for part in parts:
        if plain(part).strip():
            line += [run(separator, quiet=True), *part] if line else part
    return line


def plain(runs: Iterable[Run]) -> str:
    """Return the words of some runs."""
    return "".join(each.get("text", " ") for each in runs)


def paragraph(*runs: Run, look: str = "") -> Block:
    """Return a paragraph; its look is "", "lead", "quiet" or "warn"."""
    return {"kind": "paragraph", "runs": list(runs), "look": look}


def sentence(text: Text, look: str = "") -> Block:
    """Return a paragraph of our own words."""
    return paragraph(run(text), look=look)


def for_the_chairs() -> Block:
    """Return what stands at the head of each chair's copy."""
    return sentence(_l("This copy holds restricted items. It is for the chairs and the secretary only."), "warn")


def marked(text: Text, *marks: Text | None) -> list[Run]:
    """Return words and, where there is something, what they are marked with, such as "restricted"."""
    return [run(text), *(part for mark in marks if mark for part in (run(SEPARATOR), run(mark, warn=True)))]


def heading(level: int, *runs: Run, anchor: str = "") -> Block:
    """Return a heading; one with an anchor can be linked to."""
    return {"kind": "heading", "level": level, "runs": list(runs), "anchor": anchor}


def facts(*pairs: tuple[Text, Sequence[Run]]) -> Block:
    """Return facts by name; those that are empty are left out."""
    return {"kind": "facts", "pairs": [[str(label), list(runs)] for label, runs in pairs if plain(runs).strip()]}


def column(label: Text, width: str = "1fr", align: str = "left") -> dict[str, str]:
    """Return the head of a column of a table."""
    return {"label": str(label), "width": width, "align": align}


def table(
    columns: Sequence[dict[str, str]],
    rows: Iterable[Sequence[Sequence[Run]]],
    *,
    total: bool = False,
    tall: bool = False,
) -> Block:
    """Return a table whose cells are runs."""
    cells = [[list(cell) for cell in row] for row in rows]
    return {"kind": "table", "columns": list(columns), "rows": cells, "total": total, "tall": tall}


def box(label: Text, blocks: Sequence[Block]) -> Block:
    """Return what stands out, such as a decision, under its label."""
    return {"kind": "box", "label": str(label), "blocks": list(blocks)}


def spoken(language: str, blocks: Sequence[Block]) -> Block:
    """Return blocks that are in another language than the paper."""
    return {"kind": "spoken", "lang": language, "blocks": list(blocks)}


def contents(entries: Iterable[tuple[str, str]]) -> Block:
    """Return links to headings by their anchors."""
    return {"kind": "contents", "entries": [[anchor, text] for anchor, text in entries]}


def zone_line(number: str | None, name: Sequence[Run]) -> list[Run]:
    """Return the line above every title: the police zone with its number."""
    return [run(_l("Police zone")), run(" "), *name, *([run(f" ({number})")] if number else [])]


PAGE: Block = {"kind": "page"}
