"""Reading papers back: the text, the tags and the languages of a PDF, the text and the parts of a Word file."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import docx
import pypdf
from docx.document import Document
from docx.oxml.ns import qn

#: A date in figures: papers write them in words.
IN_FIGURES = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b")


def opened(pdf: bytes) -> pypdf.PdfReader:
    """Return a PDF, opened strictly."""
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def text_of(pdf: pypdf.PdfReader) -> str:
    """Return the text of all pages without white space, invisible characters and hyphens at the ends of lines."""
    return squeezed("".join(page.extract_text() for page in pdf.pages))


def squeezed(text: str) -> str:
    """Return text without what a line of a PDF may add or lose."""
    return re.sub("[\\s\xad\u200c-\u200f\ufeff]+", "", text)


def elements(node: Any) -> Iterator[Any]:
    """Yield every structure element below a node of the tree of tags, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K", pypdf.generic.ArrayObject()))


def root_of(pdf: pypdf.PdfReader) -> Any:
    """Return the catalogue of the PDF."""
    return pdf.trailer["/Root"]


def tree_of(pdf: pypdf.PdfReader) -> list[Any]:
    """Return the structure elements in reading order."""
    return list(elements(root_of(pdf)["/StructTreeRoot"]))


def tags_of(pdf: pypdf.PdfReader) -> Counter[str]:
    """Count the structure elements by their tag."""
    return Counter(element["/S"] for element in tree_of(pdf))


def headings_of(pdf: pypdf.PdfReader) -> list[tuple[str, str]]:
    """Return tag and title of every heading, in reading order."""
    return [(element["/S"], element["/T"]) for element in tree_of(pdf) if re.fullmatch(r"/H\d", element["/S"])]


def languages_of(pdf: pypdf.PdfReader) -> set[str]:
    """Return the languages that parts of a PDF are marked with."""
    return {element["/Lang"] for element in tree_of(pdf) if "/Lang" in element}


def check_accessible(pdf: pypdf.PdfReader, language: str) -> None:
    """Fail unless a PDF is PDF/UA-1 with its headings in order, heads of tables and words for pictures."""
    root = root_of(pdf)
    assert root["/Lang"] == f"{language}-BE"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert re.findall(r"<pdfuaid:part>(.*?)</pdfuaid:part>", root["/Metadata"].get_data().decode()) == ["1"]
    levels = [int(tag[2]) for tag, _title in headings_of(pdf)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [(one, next_) for one, next_ in pairwise(levels) if next_ > one + 1] == []
    for table in [element for element in tree_of(pdf) if element["/S"] == "/Table"]:
        inside = Counter(element["/S"] for element in elements(table["/K"]))
        assert inside["/THead"] == 1 and inside["/TH"] > 0
    figures = [element for element in tree_of(pdf) if element["/S"] == "/Figure"]
    assert [figure for figure in figures if not figure.get("/Alt")] == []


def word_opened(word: bytes) -> Document:
    """Return a Word file, opened."""
    return docx.Document(io.BytesIO(word))


def word_text(word: bytes) -> str:
    """Return every text of a Word file, its edges, tables and links included, without white space."""
    document = word_opened(word)
    section = document.sections[0]
    parts = (document.element.body, section.header._element, section.footer._element)
    return squeezed("".join(node.text or "" for part in parts for node in part.iter(qn("w:t"))))


def word_headings(word: bytes) -> list[tuple[int, str]]:
    """Return level and title of every heading of a Word file."""
    found = [
        (paragraph.style.name or "", paragraph.text) for paragraph in word_opened(word).paragraphs if paragraph.style
    ]
    return [(int(name[-1]), text) for name, text in found if name.startswith("Heading ")]


def check_word(word: bytes, language: str) -> None:
    """Fail unless a Word file names its language, and its headings, tables and pictures can be read aloud."""
    document = word_opened(word)
    spoken = {style.get(qn("w:val")) for style in document.styles.element.iter(qn("w:lang"))}
    assert (document.core_properties.language, spoken) == (f"{language}-BE", {f"{language}-BE"})
    levels = [level for level, _title in word_headings(word)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [(one, next_) for one, next_ in pairwise(levels) if next_ > one + 1] == []
    for table in document.tables:
        heads = list(table._tbl.iter(qn("w:tblHeader")))
        assert len(heads) == (1 if len(table.columns) > 1 else 0), "a table has one head, a frame has none"
    assert [picture for picture in document.element.body.iter(qn("wp:docPr")) if not picture.get("descr")] == []
