"""A paper as PDF, minutes above all: tagged, complete, and the same whatever people typed."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpwb.minutes.blocks import Block
from cpwb.minutes.papers.glyphs import FAMILIES, FONTS
from cpwb.minutes.papers.minutes import minutes_blocks
from cpwb.minutes.papers.parts import (
    House,
    Paper,
    column,
    contents,
    facts,
    heading,
    paragraph,
    run,
    sentence,
    spoken,
    table,
    zone_line,
)
from cpwb.minutes.papers.pdf import WORDS, pdf_of
from tests.factories.papers import a_logo
from tests.paper_files import check_accessible, headings_of, languages_of, opened, squeezed, tags_of, text_of, tree_of

ROOT = FONTS.parents[2]
DIGEST = "0123456789abcdef" * 4


def a_side(side: str, label: str, *names: str, **changes: Any) -> dict[str, Any]:
    """Return the attendance of one side, with a seat for each name."""
    seats = [
        {
            "seat": f"zetel {n}",
            "shown_name": name,
            "state": "present",
            "state_label": "erbij",
            "replaced_by": None,
            "remarks": None,
        }
        for n, name in enumerate(names, start=1)
    ]
    counts = {"present": len(seats), "unnamed": 0, "excused": 0, "absent": 0, "replaced": 0}
    quorum = {"quorum_needed": None, "quorum_met": None}
    return {"side": side, "side_label": label, **counts, **quorum, "seats": seats, **changes}


def an_item(**changes: Any) -> dict[str, Any]:
    """Return an agenda item with one of everything."""
    votes = "For 8, against 1, abstentions 2"
    return {
        "position": 1,
        "kind_label": "bespreking",
        "title": "Controles aan het station",
        "proposed_by": "Ilyas Voorbeeld (gemeenschappen)",
        "late_label": None,
        "restricted_label": None,
        "notes": "<h1>Gezegd</h1><div>Vaak en <strong>zonder</strong> uitleg.</div><ul><li>een<ol><li>twee</li></ol>"
        "</li></ul><blockquote>Waarom?</blockquote><pre>ma  9.00</pre><a href='https://unia.be'>Unia</a>",
        "decisions": [
            {"text": "Er komt een kaartje.", "how_label": "stemming", "votes_text": votes, "particulars": []}
        ],
        "actions": [{"number": 24, "title": "Tekst opstellen"}],
        **changes,
    }


def a_snapshot(**changes: Any) -> dict[str, Any]:
    """Return minutes with one of everything."""
    police = a_side("police", "politie", "Fien Voorbeeld", "Jan D'Hondt", quorum_needed=3, quorum_met=False)
    police["seats"][1]["replaced_by"] = "Noor Voorbeeld"
    community = a_side("community", "gemeenschappen", "lid namens De Kaai", unnamed=4)
    times = {"date": "dinsdag 10 maart 2026", "starts": "18.30", "ends": "20.30"}
    action = {"number": 24, "title": "Tekst opstellen", "owner": "wijkwerking", "due": "1 april 2026"}
    action |= {"state_label": "open", "restricted_label": None}
    approval = {
        "side_label": "politie",
        "role_label": "voorzitter",
        "shown_name": "Fien Voorbeeld",
        "on": "17 maart 2026",
    }
    return {
        "version": 1,
        "language": "nl",
        "zone": {"number": "5415", "name": "Gent"},
        "committee": "CoPmittee Gent",
        "meeting": {"number": 5, **times, "place": "De Brug"},
        "attendance": [police, community, a_side("municipality", "gemeente")],
        "guests": "Twee studenten",
        "quorum_total": {"needed": 8, "present": 13, "met": True},
        "items": [an_item()],
        "not_reached": [],
        "actions": [action],
        "approvals": [approval],
        **changes,
    }


def a_paper(body: list[Block] | None = None, **changes: Any) -> Paper:
    """Return a paper with little in it."""
    values: dict[str, Any] = {
        "language": "nl",
        "title": "Verslag van vergadering 5",
        "author": "CoPmittee Gent",
        "about": "dinsdag 10 maart 2026",
        "file_name": "verslag-5",
        "foot": "Verslag van vergadering 5 · CoPmittee Gent",
        "body": body or [],
        **changes,
    }
    return Paper(**values)


def paper_of(said: dict[str, Any], *, digest: str | None = DIGEST, **changes: Any) -> Paper:
    """Return the paper of minutes in words."""
    body = minutes_blocks(said, digest=digest)
    above = zone_line(said["zone"]["number"], [run(said["zone"]["name"])])
    return a_paper(body, language=said["language"], author=said["committee"], above=above, **changes)


def made(said: dict[str, Any], *, digest: str | None = DIGEST, **changes: Any) -> pypdf.PdfReader:
    """Return the PDF of minutes in words, opened."""
    return opened(pdf_of(paper_of(said, digest=digest, **changes)))


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_it_says_that_it_is_accessible(language: str) -> None:
    """The file is tagged, names its language, title and author, and claims PDF/UA-1."""
    pdf = made(a_snapshot(language=language))
    check_accessible(pdf, language)
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Verslag van vergadering 5 – CoPmittee Gent – dinsdag 10 maart 2026"
    assert pdf.metadata.author == "CoPmittee Gent"


def test_its_parts_are_tagged() -> None:
    """Tables have heads, lists have items, and headings go down one level at a time."""
    pdf = made(a_snapshot())
    assert headings_of(pdf) == [
        ("/H1", "Verslag van vergadering 5"),
        ("/H2", "Attendance"),
        ("/H3", "Politie"),
        ("/H3", "Gemeenschappen"),
        ("/H3", "Guests"),
        ("/H2", "Agenda and discussion"),
        ("/H3", "1. Controles aan het station"),
        ("/H2", "Action points"),
        ("/H2", "Approval"),
    ]
    tags = tags_of(pdf)
    # Counts, two sides with seats (the municipality has none), actions, approvals.
    assert tags["/Table"] == tags["/THead"] == 5
    assert tags["/TH"] == 7 + 3 + 3 + 5 + 4
    assert tags["/TR"] == (1 + 4) + (1 + 2) + (1 + 1) + (1 + 1) + (1 + 1)
    # Bullets, numbers in them, and the actions of the item.
    assert (tags["/L"], tags["/LI"]) == (3, 3)
    assert (tags["/BlockQuote"], tags["/Code"], tags["/Link"]) == (1, 1, 1)


def test_it_holds_every_part() -> None:
    """Zone, meeting, attendance, guests, agenda, decisions, actions, approvals and the digest are printed."""
    text = text_of(made(a_snapshot()))
    parts = [
        "Police zone Gent (5415)",
        "CoPmittee Gent",
        "Date dinsdag 10 maart 2026",
        "Time 18.30–20.30",
        "Place De Brug",
        "Side Present Not named Excused Absent Replaced Quorum",
        "politie 2 0 0 0 0 3 needed, not met",
        "gemeenschappen 1 4 0 0 0 –",
        "Total 3 4 0 0 0",
        "Quorum of the whole committee 8 needed, 13 present, met",
        "zetel 1 Fien Voorbeeld erbij",
        "zetel 2 Jan D'Hondt replaced by Noor Voorbeeld",
        "zetel 1 lid namens De Kaai erbij",
        "Twee studenten",
        "1. Controles aan het station",
        "Bespreking · proposed by Ilyas Voorbeeld (gemeenschappen)",
        "Gezegd Vaak en zonder uitleg.",
        "• een 1. twee",
        "Waarom? ma 9.00",
        "Unia",
        "Decision Er komt een kaartje. Stemming · For 8, against 1, abstentions 2",
        "Action point 24 · Tekst opstellen",
        "No. What Who Due date State",
        "24 Tekst opstellen wijkwerking 1 april 2026 open",
        "Side Role Name Approved on",
        "politie voorzitter Fien Voorbeeld 17 maart 2026",
        f"Fingerprint (SHA-256) {DIGEST}",
        "Verslag van vergadering 5 · CoPmittee Gent",
        "Page 1 of 2",
        "Page 2 of 2",
    ]
    assert [part for part in parts if squeezed(part) not in text] == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_mark_stands_on_every_page(language: str) -> None:
    """On the first one it is read aloud; a paper without a mark has it nowhere."""
    items = [an_item(notes="<div>x<br><br></div>" * 80)]
    draft, approved = (made(a_snapshot(language=language, items=items), mark=mark) for mark in ("Ontwerp", ""))
    assert len(draft.pages) > 3
    assert [page.extract_text().count("ONTWERP") > 0 for page in draft.pages] == [True] * len(draft.pages)
    assert [page.extract_text().count("ONTWERP") for page in approved.pages] == [0] * len(approved.pages)


@pytest.mark.parametrize(
    "changes",
    [
        {"items": []},
        {"actions": []},
        {"approvals": []},
        {"attendance": []},
        {"guests": None, "quorum_total": {"needed": None, "present": 0, "met": None}},
        {"zone": {"number": None, "name": "Gent"}},
        {"meeting": {"number": 1, "date": "10 maart", "starts": None, "ends": None, "place": None}},
        {"meeting": {"number": 1, "date": "10 maart", "starts": "18.30", "ends": None, "place": ""}},
        {"items": [an_item(notes="", proposed_by=None, decisions=[], actions=[])]},
        {
            "items": [
                an_item(decisions=[{"text": "Ja", "how_label": "consensus", "votes_text": None, "particulars": []}])
            ]
        },
        {
            "actions": [
                {"number": 1, "title": "", "owner": "", "due": None, "state_label": "", "restricted_label": None},
            ]
        },
        {"committee": "", "attendance": [a_side("police", "", "")]},
        {"items": [an_item(title="\u200d")]},
    ],
)
@pytest.mark.parametrize("language", ["nl", "fr"])
def test_what_is_missing_does_not_matter(changes: dict[str, Any], language: str) -> None:
    """Minutes without items, actions, approvals or any optional value are printed, also without a digest."""
    pdf = made(a_snapshot(language=language, **changes), digest=None)
    assert [tag for tag, _ in headings_of(pdf)].count("/H2") == 4
    assert "SHA" not in text_of(pdf)


HOSTILE = [
    '#read("/etc/passwd") #panic() #import "x"',
    "<script>alert('1')</script> <b>Amrani</b>",
    "$x^2$ *bold* _it_ = kop - punt + een @label <label> `raw` \\u{41} // no /* no */ ~ -- ... '\"",
    "D'Hondt Müller-Großmann Ólafsdóttir Łukasz Ţăranu Nguyễn Çağlar",
    "محمد العربي الطنجاوي",
    "שלום כהן",
    "گلناز پژمان",
    "Αθηνά Юлія",
    "W" * 200,
    "https://example.org/" + "a-b/c" * 40,
    "ab\u200d\u200e\ufeff\x00\x07cd",
    "\r\n\t \u2028\u3000",
    "",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_people_type_stays_text(hostile: str) -> None:
    """Typst code, HTML, scripts, long words and other alphabets are printed as they are, in every place for text."""
    escaped = hostile.replace("&", "&amp;").replace("<", "&lt;")
    snapshot = a_snapshot(committee=hostile, guests=hostile, zone={"number": hostile, "name": hostile})
    snapshot["attendance"] = [a_side("police", hostile, hostile), a_side("community", "de kant", "Fien Voorbeeld")]
    snapshot["attendance"][1]["seats"][0] |= {"replaced_by": hostile, "seat": hostile}
    snapshot["items"][0] |= {"title": hostile, "proposed_by": hostile, "kind_label": hostile}
    snapshot["items"][0] |= {
        "notes": f"<div><strong>{escaped}</strong></div><pre>{escaped}</pre><ul><li>{escaped}</ul><h1>{escaped}</h1>"
        f"<blockquote><em>{escaped}</em></blockquote><del><a href='https://unia.be'>{escaped}</a></del>",
        "decisions": [{"text": hostile, "how_label": hostile, "votes_text": None, "particulars": [hostile]}],
        "actions": [{"number": 24, "title": hostile}],
    }
    snapshot["actions"][0] |= {"title": hostile, "owner": hostile, "state_label": hostile}
    snapshot["approvals"][0] |= {"side_label": hostile, "role_label": hostile, "shown_name": hostile}
    line = [run(hostile)]
    house = House(logo=a_logo(), logo_alt=hostile or "logo", header=line, footer=line, ending=[line])
    text = text_of(made(snapshot, title=hostile, mark=hostile, foot=hostile, house=house))
    # Arabic and Hebrew come out word by word, because pypdf puts the words of a line in the order of the eye.
    for word in re.sub("[\u200d\u200e\ufeff\x00\x07]", "", hostile).split():
        assert text.lower().count(word.lower()) >= 20, word
    assert "□" not in text


def test_no_line_is_longer_than_its_column() -> None:
    """A word of two hundred letters is broken, and in the narrowest column one of twenty."""
    snapshot = a_snapshot(guests="X" * 200)
    snapshot["actions"][0] |= {"title": "X" * 200, "owner": "X" * 20, "state_label": "X" * 20}
    text = "\n".join(page.extract_text() for page in made(snapshot).pages)
    # A line holds 67 of these letters, the columns for what, who and state 26, 14 and 8; a word breaks at each sixth.
    lines = ["X" * 66] * 3 + ["XX"] + ["X" * 24] * 8 + ["X" * 8] + ["X" * 12, "X" * 8] + ["X" * 6] * 2 + ["X" * 8]
    assert re.findall("X+", text) == lines


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("中文", "□□"),
        ("a\ue000b\ud800c", "a□b□c"),
        ("e\u0301 ж\u05b8", "e\u0301 □"),
        ("\u05b8los", "□los"),
    ],
)
def test_what_no_font_has_is_replaced_and_said(typed: str, printed: str) -> None:
    """PDF/UA forbids missing glyphs: a □ stands for the character, and a sentence at the end says so."""
    text = text_of(made(a_snapshot(items=[an_item(title=typed)])))
    assert text.count(squeezed(f"1. {printed} Bespreking")) == 1
    assert text.count(squeezed(str(WORDS["unprintable"]))) == 1


@pytest.mark.parametrize("typed", ["Dank u 👍!", "👍🏽", "👨\u200d👩\u200d👧", "❤️ 🇧🇪 1️⃣", "🙂 שלום 🙂 مرحبا"])
def test_emoji_are_printed(typed: str) -> None:
    """They have a glyph of one colour, so that the file stays PDF/UA and a reader says what they are."""
    pdf = made(a_snapshot(items=[an_item(title=typed)]))
    check_accessible(pdf, "nl")
    text = text_of(pdf)
    assert [sign for sign in squeezed(typed.replace("\ufe0f", "").replace("\u20e3", "")) if sign not in text] == []
    assert "□" not in text


def test_a_square_that_was_typed_needs_no_sentence() -> None:
    """The sentence about replaced characters is printed only if there are any."""
    assert text_of(made(a_snapshot(guests="□ ja □ nee"))).count("□") == 2


OPENING = ["<div>", "<ul>", "<li>", "<ol>", "<pre>", "<blockquote>", "<h1>", "<b>", "<em>", "<del>", "<br>"]
PIECES = st.sampled_from([*OPENING, "</li>", "</ul>", "<a href='https://unia.be'>", "</a>"]) | st.text(max_size=9)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60), st.lists(PIECES))
def test_no_text_makes_it_fail(text: str, notes: list[str]) -> None:
    """Any Unicode text in any place, and any nest of tags in the notes, gives a PDF."""
    snapshot = a_snapshot(committee=text, guests=text, attendance=[a_side("police", text, text)])
    snapshot["items"][0] |= {"title": text, "kind_label": text, "notes": "".join(notes) + text, "proposed_by": text}
    snapshot["items"][0]["decisions"][0] |= {"text": text, "how_label": text}
    snapshot["actions"][0] |= {"title": text, "owner": text, "state_label": text}
    assert pdf_of(paper_of(snapshot, digest=None)).startswith(b"%PDF-1.7")


def test_equal_minutes_are_equal_bytes_in_every_thread() -> None:
    """Nothing but the arguments is in the file, and two threads may make one at the same time."""
    barrier = Barrier(2)

    def make(committee: str) -> list[bytes]:
        barrier.wait(timeout=60)
        return [pdf_of(paper_of(a_snapshot(committee=committee))) for _ in range(5)]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(make, ["CoPmittee Gent", "CoPmittee Charleroi"])
    here = pdf_of(paper_of(a_snapshot()))
    assert (set(first), len(set(second))) == ({here}, 1)
    assert here not in second


def test_what_is_in_another_language_says_so() -> None:
    """Words, whole parts, and nothing else."""
    body = [
        heading(2, run("Titre", lang="fr")),
        paragraph(run("Zin met "), run("un mot", lang="fr")),
        table([column("Wie")], [[[run("la commune", lang="fr")]]]),
    ]
    assert languages_of(opened(pdf_of(a_paper(body)))) == {"fr-BE"}
    assert languages_of(opened(pdf_of(a_paper([spoken("fr", [sentence("Une phrase.")])])))) == {"fr-BE"}
    assert languages_of(opened(pdf_of(a_paper([sentence("Een zin.")])))) <= {"nl-BE"}


def test_a_logo_is_a_figure_with_its_words() -> None:
    """Once, at the top of the first page."""
    house = House(logo=a_logo(), logo_alt="Logo van de zone")
    pdf = opened(pdf_of(a_paper(house=house)))
    check_accessible(pdf, "nl")
    figures = [element["/Alt"] for element in tree_of(pdf) if element["/S"] == "/Figure"]
    assert figures == ["Logo van de zone"]


def test_links_within_a_paper_lead_to_its_headings() -> None:
    """The contents of a book."""
    body = [contents([("een", "Deel een"), ("twee", "Deel twee")])]
    body += [heading(2, run(name), anchor=anchor) for anchor, name in (("een", "Deel een"), ("twee", "Deel twee"))]
    pdf = opened(pdf_of(a_paper(body)))
    assert tags_of(pdf)["/Link"] == 2
    assert headings_of(pdf)[1:] == [("/H2", "Deel een"), ("/H2", "Deel twee")]


@pytest.mark.parametrize("number", [0, 1, 3, 4, 7])
def test_facts_are_set_however_many(number: int) -> None:
    """A few beside each other, more of them below each other; long values too."""
    pairs = [(f"naam {n}", [run("lang " * 30 + str(n))]) for n in range(number)]
    text = text_of(opened(pdf_of(a_paper([facts(*pairs)]))))
    assert [n for n in range(number) if f"naam{n}" not in text] == []


def test_typst_is_not_loaded_before_the_first_pdf() -> None:
    """A process may fork after the import: typst stays out of it."""
    code = "import sys, cpwb.minutes.papers.pdf; print(sorted({'typst', 'docx', 'PIL'} & sys.modules.keys()))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout == "[]\n"


def test_every_font_has_its_licence() -> None:
    """The fonts that travel with us do so under the Open Font License, which asks to keep its text with them."""
    licences = [path.read_text(encoding="utf-8") for path in FONTS.glob("LICENSE*")]
    assert all("SIL Open Font License, Version 1.1" in licence for licence in licences)
    assert len(licences) == len(FAMILIES)
