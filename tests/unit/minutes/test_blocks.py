"""Notes in Trix HTML become blocks: nothing of the text is lost, whatever the tags do."""

import html
import json
from typing import Any

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.minutes.blocks import MAX_ADDRESS, MAX_DEPTH, blocks

TAGS = ("div", "strong", "b", "em", "i", "del", "a", "h1", "blockquote", "pre", "ul", "ol", "li", "p")


def paragraph(*runs: dict[str, Any] | str) -> dict[str, Any]:
    """Return the block for a paragraph; a string stands for a run without style."""
    return {"kind": "paragraph", "runs": [{"text": run} if isinstance(run, str) else run for run in runs]}


def bullets(*items: list[Any], ordered: bool = False) -> dict[str, Any]:
    """Return the block for a list."""
    return {"kind": "list", "ordered": ordered, "items": list(items)}


BREAK = {"break": True}


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("", []),
        ("<div><br></div>", []),
        ("<div>&nbsp;</div>", []),
        ("just text", [paragraph("just text")]),
        ("<div>a</div><div>b</div>", [paragraph("a"), paragraph("b")]),
        ("<p>a</p>b", [paragraph("a"), paragraph("b")]),
        ("<div>a<br>b<br/>c<br></div>", [paragraph("a", BREAK, "b", BREAK, "c")]),
        ("<div>a<br><br>b<br>&nbsp;<br>c</div>", [paragraph("a"), paragraph("b"), paragraph("c")]),
        ("<div>  a \n b  </div>", [paragraph("a b")]),
        ("<div>l&#39;&eacute;t&eacute; &amp; &lt;b&gt;&nbsp;!</div>", [paragraph("l'été & <b>\xa0!")]),
    ],
)
def test_paragraphs_and_line_breaks(notes: str, expected: list[Any]) -> None:
    """A division is a paragraph, a break a new line, a blank line a new paragraph; entities are read."""
    assert blocks(notes) == expected


def test_styles_follow_their_tags() -> None:
    """Bold, italic and struck text may be combined, and crossed tags do no harm."""
    assert blocks("<div>a <strong>b <em>c</strong> d</em> <del>e</del> <b>f</b><i>g</i></div>") == [
        paragraph(
            "a ",
            {"text": "b ", "bold": True},
            {"text": "c", "bold": True, "italic": True},
            {"text": " d", "italic": True},
            " ",
            {"text": "e", "struck": True},
            " ",
            {"text": "f", "bold": True},
            {"text": "g", "italic": True},
        )
    ]


def test_a_heading_is_no_real_heading() -> None:
    """A heading in the notes has its own kind, so that the document can print it as a bold line."""
    assert blocks("<h1>Two<br>lines</h1><div>text</div>") == [
        {"kind": "heading", "runs": [{"text": "Two"}, BREAK, {"text": "lines"}]},
        paragraph("text"),
    ]


def test_code_keeps_its_spaces_and_lines() -> None:
    """Preformatted text is plain: no styles and no links, but every space and line end."""
    assert blocks("<pre>\na\n  <strong>b</strong><br>c &lt; d\n</pre>") == [{"kind": "code", "text": "a\n  b\nc < d"}]


def test_a_quotation_holds_blocks() -> None:
    """A quotation may hold paragraphs and lists."""
    assert blocks("<blockquote>a<br><br>b<ul><li>c</li></ul></blockquote>") == [
        {"kind": "quote", "blocks": [paragraph("a"), paragraph("b"), bullets([paragraph("c")])]}
    ]


@pytest.mark.parametrize(
    "notes",
    [
        "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>",
        "<ul><li>a<ol><li>b<li>c</ol><li>d</ul>",
        "<ul><li>a</li><ol><li>b</li><li>c</li></ol><li>d</li></ul>",
        "<ul>a<ol>b<li>c</li></ol><li></li><li>d",
    ],
)
def test_nested_lists(notes: str) -> None:
    """A list in a list belongs to the item before it, whether or not the items were closed."""
    inner = bullets([paragraph("b")], [paragraph("c")], ordered=True)
    assert blocks(notes) == [bullets([paragraph("a"), inner], [paragraph("d")])]


def test_an_item_without_a_list_gets_one() -> None:
    """A stray item starts a list of bullets."""
    assert blocks("<li>a<li>b") == [bullets([paragraph("a")], [paragraph("b")])]


def test_empty_lists_and_quotations_are_left_out() -> None:
    """What holds nothing is not printed."""
    assert blocks("<ul><li><br></li><li><ol></ol></li></ul><blockquote> </blockquote>") == []


def test_lists_do_not_nest_without_end() -> None:
    """Beyond the greatest depth the text goes on in the deepest item."""
    found = blocks("<ul><li>" * 200 + "deep" + "</li></ul>" * 200 + "<div>after</div>")
    depth = 0
    block = found[0]
    while block["kind"] == "list":
        depth, block = depth + 1, block["items"][0][0]
    assert (depth, block, found[1:]) == (MAX_DEPTH, paragraph("deep"), [paragraph("after")])


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://www.unia.be/nl", "https://www.unia.be/nl"),
        ("HTTP://unia.be", "HTTP://unia.be"),
        ("mailto:info@unia.be?subject=a%20b", "mailto:info@unia.be?subject=a%20b"),
        (" https://unia.be/é b&amp;c=&quot;1&quot; ", "https://unia.be/%C3%A9%20b&c=%221%22"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("/relative", None),
        ("https:", None),
        ("https://", None),
        ("", None),
        ("https://unia.be/" + "a" * MAX_ADDRESS, None),
    ],
)
def test_only_web_and_mail_addresses_are_linked(address: str, link: str | None) -> None:
    """The text of a link always stays; its address only if it is one for the web or for mail."""
    run = {"text": "here", "link": link} if link else {"text": "here"}
    assert blocks(f'<a href="{address}">here</a>') == [paragraph(run)]


def test_markup_that_the_sanitiser_would_drop_is_text() -> None:
    """Comments, declarations, scripts and a lone < are shown as they are typed or by their text."""
    assert blocks("1 < 2 <!-- c --> <![x[ <?y ?> </ 3 <script>alert('<b>')</script> <a") == [
        paragraph("1 < 2 <!-- c --> <![x[ <?y ?> </ 3 alert('", {"text": "') <a", "bold": True})
    ]


def text_of(value: Any) -> str:
    """Return all text in the tree, in reading order, without white space."""
    if isinstance(value, dict):
        return "".join(text_of(part) for key, part in value.items() if key not in {"kind", "link"})
    if isinstance(value, list):
        return "".join(map(text_of, value))
    return "".join(value.split()) if isinstance(value, str) else ""


TEXTS = st.text(max_size=20)
OPENING = st.sampled_from([f"<{tag}>" for tag in (*TAGS, "br", "span", "h3", "table")])
CLOSING = st.sampled_from([f"</{tag}>" for tag in TAGS])
PIECES = st.lists(st.tuples(st.sampled_from(["text", "tag"]), OPENING | CLOSING, TEXTS), max_size=40)


@given(PIECES)
def test_no_character_is_lost(pieces: list[tuple[str, str, str]]) -> None:
    """Whatever the tags and their order, all text comes out once and in order, white space aside."""
    # NUL and carriage return cannot be written in HTML.
    texts = [text.replace("\0", "").replace("\r", "") if kind == "text" else "" for kind, _, text in pieces]
    notes = "".join(html.escape(text) or tag for text, (_, tag, _) in zip(texts, pieces, strict=True))
    assert text_of(blocks(notes)) == "".join("".join(texts).split())


@given(st.text(st.sampled_from("<>/!?-[]&;='\" \nab") | st.characters(), max_size=60) | st.text())
def test_any_string_will_do(notes: str) -> None:
    """No input raises an error, and what comes out survives JSON; sanitised input least of all."""
    clean = nh3.clean(notes.encode(errors="replace").decode(), tags={*TAGS, "br"})
    for given_notes in (notes, clean):
        found = blocks(given_notes)
        assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("piece", ["<", "<a ", "<a href='", "<!", "</", "<ul>", "<b>", "</li>", "&", "<pre>", "<li>"])
def test_a_page_of_nonsense_takes_no_time(piece: str) -> None:
    """A long run of one piece of a tag is read in linear time; in quadratic time this test would not end."""
    assert blocks(piece * 20_000 + "x") is not None
