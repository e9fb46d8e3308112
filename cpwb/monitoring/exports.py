"""The overview as CSV: what is shown, with the same columns, for spreadsheets as Belgians use them."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from cpwb.core.words import _l, said
from cpwb.monitoring.indicators import INDICATORS, Unit
from cpwb.monitoring.queries import Overview, ZoneFigures
from cpwb.monitoring.small import PeopleReached

#: The sign by which Excel knows UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def _safe(cell: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") else cell


def _decimal(share: float | None) -> str:
    """Write a share as a percentage with a decimal comma, which is how Excel reads it here."""
    return "" if share is None else f"{share * 100:.1f}".replace(".", ",")


def _cells(row: ZoneFigures) -> list[Any]:
    cells: list[Any] = []
    for indicator in INDICATORS:
        figure = row.figures[indicator.key]
        if indicator.unit is Unit.COUNT:
            cells.append(figure.amount)
        else:
            cells += [_decimal(figure.value(Unit.SHARE)), figure.out_of]
    return cells


def overview_csv(overview: Overview, people: PeopleReached) -> str:
    """Return the overview as CSV with semicolons: a line per zone, then the total; counts below 5 as "< 5"."""
    headings: list[Any] = [_l("zone number"), _l("zone")]
    for indicator in INDICATORS:
        headings.append(indicator.label if indicator.unit is Unit.COUNT else f"{indicator.label} (%)")
        if indicator.unit is Unit.SHARE:
            headings.append(_l("%(figure)s: out of", figure=str(indicator.label)))
    headings += people.headings
    lines: list[Sequence[Any]] = [[str(heading) for heading in headings]]
    for row in overview.zones:
        number = (row.zone.number or "") if row.zone else ""
        name = said(row.zone.name) if row.zone else str(_l("Programme"))
        lines.append([number, name, *_cells(row), *people.cells(row.zone.id if row.zone else None)])
    lines.append(["", str(_l("Total")), *_cells(overview.total), *people.total_cells()])
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_safe(cell) for cell in line] for line in lines)
    return BYTE_ORDER_MARK + text.getvalue()
