"""Notes as a tree that a typesetter can walk.

The notes of an agenda item are sanitised Trix HTML. A typst template cannot read HTML, so `blocks` turns it into plain
lists and dictionaries that survive JSON:

* `{"kind": "paragraph", "runs": [run, …]}`
* `{"kind": "heading", "runs": [run, …]}` – for a bold line: a real heading would disturb those of the document
* `{"kind": "code", "text": "…"}` – preformatted, line ends kept
* `{"kind": "quote", "blocks": [block, …]}`
* `{"kind": "list", "ordered": true, "items": [[block, …], …]}`

A run is `{"break": true}` or `{"text": "…"}` with, where they hold, `"bold"`, `"italic"` and `"struck"` set to true and
`"link"` set to an address.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import quote

Block = dict[str, Any]
Run = dict[str, Any]

#: Lists and quotations inside each other; deeper ones are set at this depth, because typst refuses a bottomless nest.
MAX_DEPTH: Final = 6
#: Characters of an address; typst refuses longer ones from 8000, and nobody types them.
MAX_ADDRESS: Final = 2000

_STYLES: Final = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "del": "struck", "s": "struck"}
_PARAGRAPHS: Final = frozenset({"div", "p"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS: Final = frozenset({"ul", "ol"})
_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
# What does not start a whole tag (a comment, a declaration, a lone <) never comes from the sanitiser, so it is text;
# the parser of the standard library would drop it, raise an error or take minutes over a page of it.
_NOT_A_TAG: Final = re.compile(r"""<(?!/?[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>)""")


def blocks(html: str) -> list[Block]:
    """Return the notes as a list of blocks, in reading order; an empty list for empty notes.

    Any string will do: unclosed, misplaced and unknown tags are repaired or ignored, and their text is kept. White
    space is collapsed as a browser does it, and two line breaks in a row (as Trix writes them) start a new paragraph.
    """
    builder = _Builder()
    builder.feed(_NOT_A_TAG.sub("&lt;", html))
    builder.close()
    return builder.finish()


class _Builder(HTMLParser):
    """Hears the tags one by one and keeps the lists and quotations that are open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._root: list[Block] = []
        # The open containers: their tag, and the list that receives blocks (for ul and ol: items).
        self._stack: list[tuple[str, list[Any]]] = [("", self._root)]
        self._runs: list[Run] = []
        # Tags that are open more often than they were closed; a count, so that crossed tags do no harm.
        self._open: Counter[str] = Counter()
        # Containers beyond MAX_DEPTH, which are not on the stack.
        self._beyond: Counter[str] = Counter()
        self._links: list[str | None] = []

    def set_cdata_mode(self, *_args: Any, **_options: Any) -> None:
        """Read on as usual after a script or style tag, so that its text is kept and shown as text."""

    def handle_data(self, data: str) -> None:
        self._runs.append({"text": data, **self._style()})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._runs.append({"text": "\n"} if self._open["pre"] else {"break": True})
        elif tag == "a":
            self._links.append(_address(dict(attrs).get("href")))
        elif tag in _STYLES:
            self._open[_STYLES[tag]] += 1
        elif tag in _PARAGRAPHS:
            self._flush()
        elif tag in _HEADINGS or tag == "pre":
            self._flush()
            self._open["pre" if tag == "pre" else "heading"] += 1
        elif tag in _LISTS or tag == "blockquote":
            self._flush()
            self._enter(tag)
        elif tag == "li":
            self._flush()
            self._enter_item()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML knows no self-closing tags: <b/> opens.
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            del self._links[-1:]
        elif tag in _STYLES:
            self._shut(_STYLES[tag])
        elif tag in _PARAGRAPHS:
            self._flush()
        elif tag in _HEADINGS or tag == "pre":
            self._flush()
            self._shut("pre" if tag == "pre" else "heading")
        elif tag in _LISTS or tag in {"li", "blockquote"}:
            self._flush()
            self._leave(tag)

    def finish(self) -> list[Block]:
        """Close what is still open and return the blocks that hold something."""
        self._flush()
        return _pruned(self._root)

    def _shut(self, name: str) -> None:
        self._open[name] = max(0, self._open[name] - 1)

    def _style(self) -> Run:
        style: Run = {name: True for name in ("bold", "italic", "struck") if self._open[name]}
        link = next((link for link in self._links[-1:] if link), None)
        return {**style, "link": link} if link else style

    def _depth(self) -> int:
        return sum(tag != "li" for tag, _ in self._stack[1:])

    def _place(self, block: Block) -> None:
        tag, receiver = self._stack[-1]
        if tag not in _LISTS:
            receiver.append(block)
        elif receiver:
            receiver[-1].append(block)
        else:
            receiver.append([block])

    def _enter(self, tag: str) -> None:
        if self._depth() >= MAX_DEPTH:
            self._beyond[tag] += 1
            return
        receiver: list[Any] = []
        if tag in _LISTS:
            self._place({"kind": "list", "ordered": tag == "ol", "items": receiver})
        else:
            self._place({"kind": "quote", "blocks": receiver})
        self._stack.append((tag, receiver))

    def _enter_item(self) -> None:
        if self._beyond.total():
            return
        if not any(tag in _LISTS for tag, _ in self._stack):
            if self._depth() >= MAX_DEPTH:
                return
            self._enter("ul")
        while self._stack[-1][0] not in _LISTS:
            self._stack.pop()
        item: list[Block] = []
        self._stack[-1][1].append(item)
        self._stack.append(("li", item))

    def _leave(self, tag: str) -> None:
        if tag == "li" and self._beyond.total():
            return
        if self._beyond[tag]:
            self._beyond[tag] -= 1
        elif any(open_tag == tag for open_tag, _ in self._stack):
            while self._stack.pop()[0] != tag:
                pass

    def _flush(self) -> None:
        runs, self._runs = self._runs, []
        if self._open["pre"]:
            text = "".join(run.get("text", "\n") for run in runs).strip("\r\n")
            if text.strip():
                self._place({"kind": "code", "text": text})
            return
        for paragraph in _paragraphs(runs):
            self._place({"kind": "heading" if self._open["heading"] else "paragraph", "runs": paragraph})


def _address(href: str | None) -> str | None:
    """Return a web or mail address in ASCII, or None for anything else: `javascript:`, a relative address, nonsense."""
    address = (href or "").strip()
    scheme, colon, rest = address.partition(":")
    if not colon or not rest.strip("/ ") or scheme.lower() not in _SCHEMES:
        return None
    encoded = quote(address, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")
    return encoded if len(encoded) <= MAX_ADDRESS else None


def _paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """Divide the runs at every blank line; the lines of a paragraph are joined by a break."""
    paragraph: list[Run] = []
    for line in [*_lines(runs), []]:
        if line:
            paragraph += [{"break": True}, *line] if paragraph else line
        elif paragraph:
            yield paragraph
            paragraph = []


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in [*runs, {"break": True}]:
        if "break" in run:
            yield _collapsed(line)
            line = []
        else:
            line.append(run)


def _collapsed(line: list[Run]) -> list[Run]:
    """Return the line without needless spaces and with neighbours of the same style joined; [] for a blank one."""
    result: list[Run] = []
    for run in line:
        text = _SPACE.sub(" ", run["text"])
        if not result or result[-1]["text"].endswith(" "):
            text = text.lstrip(" ")
        if text and result and {**run, "text": ""} == {**result[-1], "text": ""}:
            result[-1]["text"] += text
        elif text:
            result.append({**run, "text": text})
    if result:
        result[-1]["text"] = result[-1]["text"].rstrip(" ")
    # A line of no-break spaces, which Trix writes for an empty one, is blank too.
    return [run for run in result if run["text"]] if any(run["text"].strip() for run in result) else []


def _pruned(found: list[Block]) -> list[Block]:
    """Return the blocks without items, lists and quotations that hold nothing."""
    kept: list[Block] = []
    for block in found:
        if block["kind"] == "list":
            block["items"] = [item for item in map(_pruned, block["items"]) if item]
        elif block["kind"] == "quote":
            block["blocks"] = _pruned(block["blocks"])
        if block.get("items", True) and block.get("blocks", True):
            kept.append(block)
    return kept
