"""The one sanitiser: what people write as rich text is cleaned when it is saved, never when it is shown."""

import re
from html import escape, unescape

import nh3

#: The tags that Trix writes and that the PDF of the minutes knows how to set.
TAGS = {"a", "blockquote", "br", "del", "div", "em", "h1", "li", "ol", "p", "pre", "strong", "ul"}

#: The most characters of HTML that a text may have: some fifty pages.
MAX_RICH_TEXT = 200_000


class CleanHtml(str):
    """HTML that `clean_html` has cleaned, and need not clean once more at the next door."""

    __slots__ = ()


def clean_html(html: str) -> CleanHtml:
    """Return `html` with only the tags in `TAGS`, links only to http, https and mailto.

    What Word and web pages say in other tags is said in ours: bold, headings, the lists that Word writes as
    paragraphs, and a line per row of a table with its cells apart.
    """
    if isinstance(html, CleanHtml):
        return html
    return CleanHtml(
        nh3.clean(
            _in_our_tags(html),
            tags=TAGS,
            clean_content_tags={"script", "style"},
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            url_relative="deny",
            link_rel="noopener noreferrer",
        )
    )


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>")
_SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del", **{f"h{level}": "h1" for level in range(2, 7)}}
_ROWS = {"tr", "caption", "dt", "dd"}
_CELLS = {"td", "th"}
_BLOCKS = {"blockquote", "br", "div", "h1", "li", "ol", "p", "pre", "ul"}
_FOREIGN = {*_SAME, *_ROWS, *_CELLS}
#: A paragraph of Word that is one of a list, and its bullet or number, which Word writes for those who know no lists.
_WORD_ITEM = re.compile(
    r"(?is)(<p\b[^<>]*mso-list[^<>]*)>\s*<!(?:--)?\[if !supportLists\](?:--)?>(.{0,600}?)<!(?:--)?\[endif\](?:--)?>"
)


def _in_our_tags(html: str) -> str:
    """Return `html` with the tags of Word and web pages that mean something in those that we keep; not yet clean."""
    if not any(tag[2].lower() in _FOREIGN or "mso-list" in tag[3] for tag in _TAG.finditer(html)):
        return html
    reader = _ForeignTags()
    return _TAG.sub(reader.tag, _WORD_ITEM.sub(_word_item, html)) + reader.end_of_list()


def _word_item(found: re.Match[str]) -> str:
    """Return the beginning of a paragraph of a list without its bullet or number, but with whether it is numbered."""
    marker = unescape(re.sub(r"<[^<>]*>", "", found[2]))
    return f"{found[1]} numbered>" if re.match(r"\W*\w+[.)]", marker) else f"{found[1]}>"


class _ForeignTags:
    """Hears the tags of a text in their order, and gives each the words that take its place."""

    def __init__(self) -> None:
        self._is_in_cell = self._has_cell = self._is_in_item = False
        self._list = ""

    def tag(self, found: re.Match[str]) -> str:
        """Return what takes the place of a tag."""
        is_end, name, attributes = bool(found[1]), found[2].lower(), found[3]
        if name in _CELLS:
            return self._cell(is_end=is_end)
        if name in _ROWS:
            self._is_in_cell = self._has_cell = False
            return "</div>" if is_end else "<div>"
        if self._is_in_cell and name in _BLOCKS:
            return " "
        if name == "p" and ((is_end and self._is_in_item) or "mso-list" in attributes):
            return self._item("ol" if attributes.endswith(" numbered") else "ul", is_end=is_end)
        before = self.end_of_list() if name in _BLOCKS and not self._is_in_item else ""
        return before + (f"<{found[1]}{_SAME[name]}>" if name in _SAME else found[0])

    def _cell(self, *, is_end: bool) -> str:
        between = " | " if not is_end and self._has_cell else ""
        self._is_in_cell, self._has_cell = not is_end, True
        return between

    def _item(self, kind: str, *, is_end: bool) -> str:
        self._is_in_item = not is_end
        if is_end:
            return "</li>"
        before = "" if self._list == kind else f"{self.end_of_list()}<{kind}>"
        self._list = kind
        return f"{before}<li>"

    def end_of_list(self) -> str:
        """Close the list of Word that is open."""
        closed, self._list = (f"</{self._list}>" if self._list else ""), ""
        return closed


def plain_text(html: str) -> str:
    """Return the words of sanitised `html` without its tags, one line per block."""
    broken = re.sub(r"(?i)<br ?/?>|</?(?:div|p|li|ul|ol|h1|blockquote|pre)>", "\n", html)
    words = unescape(nh3.clean(broken, tags=set()))
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())


def rich_text(words: str) -> str:
    """Return plain words as the HTML of one block in which line ends are kept; nothing for white space."""
    lines = [escape(line, quote=False) for line in words.strip().splitlines()]
    return f"<div>{'<br>'.join(lines)}</div>" if lines else ""
