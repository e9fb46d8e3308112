"""A paper as a Word file, for those who go on writing in it. Import it only where a Word file is made."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from cpwb.core import clock
from cpwb.core.words import _l
from cpwb.minutes.blocks import Block, Run
from cpwb.minutes.papers.parts import Paper, plain
from cpwb.ui.locale import speaking

INK, QUIET, ACCENT, AMBER = (RGBColor.from_string(code) for code in ("1B2027", "59636F", "1D4E6B", "7D4E00"))
#: The fonts of any office; what they lack, Word takes from another one.
FONT, MONO = "Calibri", "Consolas"
#: What is left of the width of A4 between the margins, in millimetres.
WIDTH = 162

#: What cannot stand in XML.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
_RIGHT_TO_LEFT = re.compile(r"^[\W\d_]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def word_of(paper: Paper) -> bytes:
    """Return the paper as a Word file."""
    document = docx.Document()
    _set_looks(document, paper)
    _write_edges(document, paper)
    _Writer(document, paper).write()
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def _kept(text: str) -> str:
    return _NO_XML.sub("", text)


def _set_looks(document: Document, paper: Paper) -> None:
    """Set properties, language, page and styles."""
    properties = document.core_properties
    properties.title, properties.author = _kept(paper.name)[:255], _kept(paper.author)[:255]
    properties.language, properties.comments = f"{paper.language}-BE", ""
    properties.created = properties.modified = clock.now().replace(tzinfo=None)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(24)
    section.bottom_margin = Mm(26)
    styles = document.styles
    for style in styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), f"{paper.language}-BE")
    normal = styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10.5), INK
    normal.paragraph_format.space_after = Pt(6)
    for level, size in ((1, 22), (2, 14), (3, 12), (4, 11)):
        heading = styles[f"Heading {level}"]
        heading.font.name, heading.font.size = FONT, Pt(size)
        heading.font.color.rgb = ACCENT if level == 2 else INK  # noqa: PLR2004 -- the headings of the parts
        # The template names a theme font, which would win over ours.
        fonts = heading.element.rPr.rFonts
        for name in [name for name in fonts.attrib if "Theme" in name]:
            del fonts.attrib[name]


def _write_edges(document: Document, paper: Paper) -> None:
    """Write what stands at the top and the bottom of every page."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    line = [*paper.house.header]
    if paper.mark:
        line += [{"text": " · "}] if line else []
        line.append({"text": paper.mark.upper(), "warn": True, "bold": True})
    _add_runs(head, line)
    foot = section.footer.paragraphs[0]
    with speaking(paper.language):
        page, of = str(_l("Page")), str(_l("of"))
    _add_runs(foot, [{"text": f"{paper.foot} · {page} "}])
    _add_field(foot, "PAGE")
    foot.add_run(f" {of} ")
    _add_field(foot, "NUMPAGES")
    if paper.house.footer:
        _add_runs(section.footer.add_paragraph(), paper.house.footer)
    for paragraph in [head, *section.footer.paragraphs]:
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(8), run.font.color.rgb or QUIET


def _add_field(paragraph: Paragraph, code: str) -> None:
    """Add a number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _add_runs(paragraph: Paragraph, runs: Iterable[Run], **style: Any) -> None:
    """Add runs of words to a paragraph; `style` holds for all of them."""
    runs = list(runs)
    backwards = bool(_RIGHT_TO_LEFT.match(plain(runs)))
    if backwards:
        looks = paragraph._p.get_or_add_pPr()
        # Word wants the looks of a paragraph in the order of its schema.
        looks.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
    for each in runs:
        if each.get("break"):
            paragraph.add_run().add_break()
        elif "link" in each and each["text"].strip():
            _add_link(paragraph, {**each, **style})
        else:
            _dress(paragraph.add_run(_kept(each["text"])), {**each, **style}, backwards=backwards)


def _dress(run: WordRun, style: Run, *, backwards: bool = False) -> None:
    """Give a run its looks and its language."""
    font = run.font
    font.bold, font.italic, font.strike = (style.get(name) for name in ("bold", "italic", "struck"))
    font.rtl = backwards or None
    if style.get("warn"):
        font.color.rgb, font.bold = AMBER, True
    elif style.get("quiet"):
        font.color.rgb = QUIET
    if style.get("mono"):
        font.name, font.size = MONO, Pt(8.5)
    if "size" in style:
        font.size = Pt(style["size"])
    if "lang" in style:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), f"{style['lang']}-BE")
        run._r.get_or_add_rPr().append(language)


def _add_link(paragraph: Paragraph, style: Run, anchor: str = "") -> None:
    """Add a link to an address or, with an anchor, to a heading of this paper."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(style["link"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(_kept(style["text"]))
    _dress(run, style)
    run.font.color.rgb, run.font.underline = ACCENT, True
    link.append(run._r)
    paragraph._p.append(link)


class _Writer:
    """Writes the blocks of a paper, one after the other."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self._document = document
        self._paper = paper
        self._anchors = 0
        # The language of what is being written, where it is not that of the paper.
        self._language = ""

    def write(self) -> None:
        """Write the front, the body and the end."""
        paper, document = self._paper, self._document
        if paper.house.logo:
            self._write_logo()
        self._add(document.add_paragraph(), paper.above, quiet=True, bold=True, size=9)
        if paper.mark:
            self._add(document.add_paragraph(), [{"text": paper.mark.upper()}], warn=True)
        document.add_heading(_kept(paper.title) or "–", level=1)
        self._write_all(paper.body, document)
        for line in paper.house.ending:
            self._add(document.add_paragraph(), line, quiet=True, size=9)

    def _add(self, paragraph: Paragraph, runs: Iterable[Run], **style: Any) -> None:
        language = {"lang": self._language} if self._language else {}
        _add_runs(paragraph, [{**language, **each} for each in runs], **style)

    def _write_logo(self) -> None:
        house = self._paper.house
        picture = self._document.add_paragraph().add_run().add_picture(io.BytesIO(house.logo))
        scale = min(Mm(16) / picture.height, Mm(70) / picture.width)
        picture.height, picture.width = round(picture.height * scale), round(picture.width * scale)
        properties = picture._inline.docPr
        properties.set("descr", _kept(house.logo_alt))

    def _write_all(self, blocks: Sequence[Block], place: Document | _Cell, *, indent: int = 0, style: str = "") -> None:
        for block in blocks:
            if block["kind"] == "heading" and "level" in block:
                self._write_heading(block)
            elif block["kind"] == "list":
                self._write_list(block, place, indent)
            elif block["kind"] == "quote":
                self._write_all(block["blocks"], place, indent=indent + 1, style="Quote")
            elif block["kind"] == "facts":
                self._write_facts(block)
            elif block["kind"] == "table":
                self._write_table(block)
            elif block["kind"] == "box":
                self._write_box(block)
            elif block["kind"] == "contents":
                for anchor, text in block["entries"]:
                    _add_link(self._document.add_paragraph(style="List Bullet"), {"text": text}, anchor)
            elif block["kind"] == "spoken":
                self._language = block["lang"]
                self._write_all(block["blocks"], place)
                self._language = ""
            elif block["kind"] == "page":
                self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            else:
                self._write_paragraph(block, place, indent, style)

    def _write_heading(self, block: Block) -> None:
        paragraph = self._document.add_heading(level=block["level"])
        self._add(paragraph, block["runs"] if plain(block["runs"]).strip() else [{"text": "–"}])
        if block["anchor"]:
            self._anchors += 1
            for name in ("start", "end"):
                mark = OxmlElement(f"w:bookmark{name.capitalize()}")
                mark.set(qn("w:id"), str(self._anchors))
                if name == "start":
                    mark.set(qn("w:name"), block["anchor"])
                paragraph._p.append(mark)

    def _write_paragraph(self, block: Block, place: Document | _Cell, indent: int, style: str) -> None:
        paragraph = place.add_paragraph(style=style or None)
        if indent:
            paragraph.paragraph_format.left_indent = Mm(7 * indent)
        if block["kind"] == "code":
            lines = block["text"].split("\n")
            for number, line in enumerate(lines):
                self._add(paragraph, [*([{"break": True}] if number else []), {"text": line, "mono": True}])
            return
        looks: dict[str, dict[str, Any]] = {
            "lead": {"quiet": True, "bold": True, "size": 13},
            "quiet": {"quiet": True, "size": 9.5},
            "warn": {"warn": True},
        }
        bold = {"bold": True} if block["kind"] == "heading" else {}
        self._add(paragraph, block["runs"], **looks.get(block.get("look", ""), {}), **bold)

    def _write_list(self, block: Block, place: Document | _Cell, indent: int) -> None:
        """Write a list; numbers are written out, so that every list begins at one."""
        for number, item in enumerate(block["items"], 1):
            first, *others = item if item and item[0]["kind"] in ("paragraph", "heading") else [{"runs": []}, *item]
            paragraph = place.add_paragraph(style=None if block["ordered"] else "List Bullet")
            paragraph.paragraph_format.left_indent = Mm(7 * (indent + 1))
            if block["ordered"]:
                paragraph.paragraph_format.first_line_indent = Mm(-7)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(7 * (indent + 1)))
            self._add(paragraph, [*([{"text": f"{number}.\t"}] if block["ordered"] else []), *first["runs"]])
            self._write_all(others, place, indent=indent + 1)

    def _write_facts(self, block: Block) -> None:
        for label, runs in block["pairs"]:
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            self._add(paragraph, [{"text": f"{label}: ", "bold": True, "quiet": True}, *runs])

    def _write_table(self, block: Block) -> None:
        columns = block["columns"]
        table = self._document.add_table(rows=1, cols=len(columns), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        head = table.rows[0]
        # The row is repeated on every page, which is also how a reader is told that it is the head.
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, column in zip(head.cells, columns, strict=True):
            self._add(cell.paragraphs[0], [{"text": column["label"]}], bold=True, quiet=True, size=9)
        last = len(block["rows"]) - 1
        widths = _widths_of([column["width"] for column in columns])
        for number, row in enumerate(block["rows"]):
            cells = table.add_row().cells
            for cell, runs, column in zip(cells, row, columns, strict=True):
                paragraph = cell.paragraphs[0]
                self._add(paragraph, runs, size=9.5, **({"bold": True} if block["total"] and number == last else {}))
                paragraph.paragraph_format.space_after = Pt(22 if block["tall"] else 3)
                if column["align"] == "right":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _set_widths(cells, widths)
        _set_widths(head.cells, widths)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _write_box(self, block: Block) -> None:
        """Write a table of one cell: the only frame that Word keeps together."""
        cell = self._document.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0]
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F1F5F7")):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
        self._add(cell.paragraphs[0], [{"text": block["label"], "bold": True}])
        self._write_all(block["blocks"], cell)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)


def _set_widths(cells: Sequence[_Cell], widths: Sequence[float]) -> None:
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)


def _widths_of(widths: Sequence[str]) -> list[float]:
    """Divide the width of the page: a column that fits its words gets 24 mm, shares divide what is left."""
    fixed = [24.0 if width == "auto" else float(width[:-2]) if width.endswith("mm") else 0.0 for width in widths]
    shares = [float(width[:-2]) if width.endswith("fr") else 0.0 for width in widths]
    share = max(WIDTH - sum(fixed), 30) / (sum(shares) or 1)
    return [millimetres + part * share for millimetres, part in zip(fixed, shares, strict=True)]
