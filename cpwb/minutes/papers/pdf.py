"""A paper as a tagged PDF (PDF/UA-1) on A4, set by typst."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from cpwb.core.words import LazyText, _l
from cpwb.minutes.papers.glyphs import FAMILIES, FONTS, count_unprintable, printable_all
from cpwb.minutes.papers.parts import Paper
from cpwb.ui.locale import speaking

if TYPE_CHECKING:
    import typst

DOCUMENTS: Final = Path(__file__).with_name("documents")

#: The words of the page itself: the key that the template uses, and the English of it.
WORDS: Final[Mapping[str, LazyText]] = {
    # "Page 2 of 3".
    "page": _l("Page"),
    "of": _l("of"),
    # Printed at the end when a character was replaced.
    "unprintable": _l(
        "A □ stands for a character that this document cannot show. The application keeps the full text."
    ),
}

_of_this_thread = threading.local()


def pdf_of(paper: Paper) -> bytes:
    """Return the paper as a PDF/UA-1 file; equal papers give equal bytes.

    Text does not make it fail: a character without a glyph is printed as □, and a line at the end says so.
    """
    with speaking(paper.language):
        words = {key: str(word) for key, word in WORDS.items()}
    content = _content(paper)
    shown = printable_all(content)
    replaced = count_unprintable(shown) > count_unprintable(content)
    settings = {"words": words, "fonts": list(FAMILIES), "unprintable": replaced, "logo": list(paper.house.logo)}
    pdf = _compiler().compile(
        input=str(DOCUMENTS / "paper.typ"),
        format="pdf",
        pdf_standards=["ua-1"],
        # The only way in for text: as data it stays inert, whatever it looks like (P30).
        sys_inputs={"paper": json.dumps({**shown, **settings})},
    )
    return cast("bytes", pdf)


def _content(paper: Paper) -> dict[str, Any]:
    """Return everything of a paper that holds words."""
    house = paper.house
    return {
        "language": paper.language,
        "name": paper.name,
        "title": paper.title,
        "author": paper.author,
        "above": list(paper.above),
        "mark": paper.mark,
        "foot": paper.foot,
        "body": list(paper.body),
        "logo_alt": house.logo_alt,
        "header": list(house.header),
        "footer": list(house.footer),
        "ending": [list(line) for line in house.ending],
    }


def _compiler() -> "typst.Compiler":
    """Return the compiler of this thread; making one reads the fonts, using one from two threads is not safe."""
    # Not at the top of the file: typst is heavy, and once used it hangs for ever in a process forked afterwards (P27),
    # so the worker that makes the first PDF loads it, and nothing before.
    import typst  # noqa: PLC0415 -- see above

    if not hasattr(_of_this_thread, "compiler"):
        _of_this_thread.compiler = typst.Compiler(
            root=str(DOCUMENTS), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
    compiler: typst.Compiler = _of_this_thread.compiler
    return compiler
