"""What differs between two texts, and both as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.differences import MOST_WORDS, Kept, blocks_of, differences, put_together
from cpwb.core.sanitising import clean_html, plain_text

BLOCKS = st.lists(
    st.sampled_from(
        [
            "<div>een</div>",
            "<div>a<br>b</div>",
            "<div><strong>c<br>d</strong></div>",
            "<ul><li>x</li><li>y</li></ul>",
            "los",
            "<blockquote>q<br>r</blockquote>",
            "<h1>Kop</h1>",
            "<div><br></div>",
        ]
    ),
    max_size=6,
).map(lambda blocks: clean_html("".join(blocks)))


def pieces(first: str, second: str) -> list[list[tuple[str, str]]]:
    """Return what differs as plain lists."""
    return [[(piece.where.value, piece.words) for piece in line] for line in differences(first, second)]


def test_words_that_stand_in_one_text_only_are_told_apart() -> None:
    """Line by line, word by word."""
    assert pieces("<div>het oude plein<br>weg</div>", "<div>het nieuwe plein</div>") == [
        [("both", "het"), ("first", " oude"), ("second", " nieuwe"), ("both", " plein")],
        [("first", "weg")],
    ]


def test_a_long_passage_is_shown_before_and_after() -> None:
    """Comparing each of its words would take too long."""
    long = "woord " * (MOST_WORDS + 1)
    assert [[where for where, _words in line] for line in pieces(f"<p>{long}a</p>", f"<p>{long}b</p>")] == [
        ["first", "second"]
    ]


def test_formats_are_not_compared() -> None:
    """The words are the same."""
    assert pieces("<div><strong>a</strong></div>", "<div>a</div>") == [[("both", "a")]]
    assert pieces("", "") == []


@given(BLOCKS, BLOCKS)
def test_both_texts_can_be_read_in_what_differs(first: str, second: str) -> None:
    """Whoever leaves out what is struck through, or underlined, reads the other text."""
    for text, left_out in ((first, Kept.IN_SECOND), (second, Kept.IN_FIRST)):
        lines = [
            "".join(piece.words for piece in line if piece.where is not left_out) for line in differences(first, second)
        ]
        assert [line for line in lines if line] == [line for line in plain_text(text).splitlines() if line]


@given(BLOCKS, BLOCKS)
def test_no_line_of_either_text_is_lost_when_they_are_joined(first: str, second: str) -> None:
    """What is joined is clean, and holds every line of both."""
    joined = put_together(first, second)
    assert clean_html(joined) == joined
    lines = plain_text(joined).splitlines()
    for text in (first, second):
        assert set(plain_text(text).splitlines()) <= set(lines)
    assert put_together(first, first) == "".join(blocks_of(first))


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<div>a<br>b</div>", ["<div>a</div>", "<div>b</div>"]),
        ("<div><strong>a<br>b</strong></div>", ["<div><strong>a<br>b</strong></div>"]),
        ("los<ul><li>a</li></ul>", ["los", "<ul><li>a</li></ul>"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_blocks(html: str, blocks: list[str]) -> None:
    """Each can stand by itself."""
    assert blocks_of(html) == blocks
