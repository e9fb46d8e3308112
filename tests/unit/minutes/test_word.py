"""A paper as Word: its language, headings, tables and links, and the same whatever people typed."""

from typing import Any

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from cpwb.minutes.blocks import blocks
from cpwb.minutes.papers.parts import PAGE, House, box, contents, facts, heading, paragraph, run, spoken, table
from cpwb.minutes.papers.word import word_of
from tests.factories.papers import a_logo
from tests.paper_files import check_word, squeezed, word_headings, word_opened, word_text
from tests.unit.minutes.test_pdf import DIGEST, HOSTILE, PIECES, a_paper, a_side, a_snapshot, paper_of


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_it_can_be_read_aloud(language: str) -> None:
    """Language, title, author, headings in order, heads of tables, words for the logo."""
    house = House(logo=a_logo(), logo_alt="Logo van de zone")
    word = word_of(paper_of(a_snapshot(language=language), house=house))
    check_word(word, language)
    properties = word_opened(word).core_properties
    assert properties.title == "Verslag van vergadering 5 – CoPmittee Gent – dinsdag 10 maart 2026"
    assert properties.author == "CoPmittee Gent"
    pictures = word_opened(word).element.body.iter(qn("wp:docPr"))
    assert [picture.get("descr") for picture in pictures] == ["Logo van de zone"]


def test_it_has_the_headings_of_the_pdf() -> None:
    """In the same order, on the same levels."""
    assert word_headings(word_of(paper_of(a_snapshot()))) == [
        (1, "Verslag van vergadering 5"),
        (2, "Attendance"),
        (3, "Politie"),
        (3, "Gemeenschappen"),
        (3, "Guests"),
        (2, "Agenda and discussion"),
        (3, "1. Controles aan het station"),
        (2, "Action points"),
        (2, "Approval"),
    ]


def test_it_holds_every_part() -> None:
    """What the PDF holds, and the numbers of its pages."""
    word = word_of(paper_of(a_snapshot(), mark="Ontwerp"))
    parts = [
        "Police zone Gent (5415)",
        "ONTWERP",
        "Date: dinsdag 10 maart 2026",
        "politie 2 0 0 0 0 3 needed, not met",
        "zetel 2 Jan D'Hondt replaced by Noor Voorbeeld",
        "Twee studenten",
        "Gezegd Vaak en zonder uitleg.",
        "een 1.twee",
        "Decision Er komt een kaartje. Stemming · For 8, against 1, abstentions 2",
        "Action point 24 · Tekst opstellen",
        "24 Tekst opstellen wijkwerking 1 april 2026 open",
        DIGEST,
    ]
    assert [part for part in parts if squeezed(part) not in word_text(word)] == []
    fields = [
        field.get(qn("w:instr")) for field in word_opened(word).sections[0].footer._element.iter(qn("w:fldSimple"))
    ]
    assert fields == ["PAGE", "NUMPAGES"]


def test_every_kind_of_block_is_written() -> None:
    """Also those that minutes do not have."""
    body = [
        facts(("naam", [run("waarde")])),
        contents([("deel", "Deel twee")]),
        box("Beslissing", [paragraph(run("Ja"))]),
        table(
            [{"label": "kop", "width": "30mm", "align": "right"}],
            [[[run("een")]], [[run("som")]]],
            total=True,
            tall=True,
        ),
        PAGE,
        heading(2, run("Deel twee"), anchor="deel"),
        *blocks(
            "<ol><li>een<ul><li>diep</li></ul></li><li>twee</li></ol><blockquote>citaat</blockquote><pre>a\n b</pre>"
        ),
        spoken("fr", [paragraph(run("Une phrase."))]),
    ]
    word = word_of(a_paper(body))
    for text in ("naam:waarde", "DeeltweeBeslissingJa", "kopeensom", "1.eendiep2.tweecitaata", "Unephrase."):
        assert squeezed(text) in word_text(word)
    document = word_opened(word)
    links = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert links == marks == ["deel"]
    spoken_in = [lang.get(qn("w:val")) for lang in document.element.body.iter(qn("w:lang"))]
    assert spoken_in == ["fr-BE"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_people_type_stays_text(hostile: str) -> None:
    """Fields, XML, control characters, long words and other alphabets."""
    line = [run(hostile)]
    house = House(logo=a_logo(), logo_alt=hostile or "logo", header=line, footer=line, ending=[line])
    said: dict[str, Any] = a_snapshot(committee=hostile, guests=hostile)
    said["attendance"] = [a_side("police", hostile, hostile)]
    said["items"][0] |= {"title": hostile, "proposed_by": hostile}
    text = word_text(word_of(paper_of(said, title=hostile, mark=hostile, foot=hostile, house=house)))
    kept = "".join(sign for sign in hostile if sign.isprintable() or sign == " ")
    for word in kept.split():
        assert text.lower().count(squeezed(word).lower()) >= 10, word


def test_emoji_and_right_to_left_are_kept() -> None:
    """With the direction that they are read in."""
    word = word_of(a_paper([paragraph(run("שלום 👍🏽 مرحبا"))]))
    assert squeezed("שלום 👍🏽 مرحبا") in word_text(word)
    assert len(list(word_opened(word).element.body.iter(qn("w:bidi")))) == 1


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=60), st.lists(PIECES))
def test_no_text_makes_it_fail(text: str, notes: list[str]) -> None:
    """Any Unicode text in any place, and any nest of tags in the notes, gives a Word file."""
    said = a_snapshot(committee=text, guests=text, attendance=[a_side("police", text, text)])
    said["items"][0] |= {"title": text, "kind_label": text, "notes": "".join(notes) + text, "proposed_by": text}
    assert word_of(paper_of(said, digest=None, title=text)).startswith(b"PK")
