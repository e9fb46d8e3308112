"""The corrections of approved minutes as the last part of their paper, each with its author and its state."""

from collections.abc import Sequence

from cpwb.core import clock
from cpwb.core.words import _l
from cpwb.meetings.choices import Visibility
from cpwb.minutes.blocks import Block
from cpwb.minutes.models import Addendum
from cpwb.minutes.papers.parts import heading, joined, paragraph, run, written
from cpwb.ui.locale import current_language, day


def correction_blocks(addenda: Sequence[Addendum], level: int = 2) -> list[Block]:
    """Return the corrections in the present language; nothing where there are none."""
    if not addenda:
        return []
    found = [heading(level, run(_l("Corrections")))]
    for addendum in addenda:
        found += _correction(addendum, level + 1)
    return found


def _correction(addendum: Addendum, level: int) -> list[Block]:
    item = addendum.item
    about = [
        [run(addendum.mandate.seat.side.label)],
        [run(addendum.mandate.shown_name)],
        [run(day(clock.local(addendum.at).date()))],
        [run(_l("About: %(item)s", item=f"{item.position}. {item.title}"))] if item else [],
        [] if addendum.is_unrestricted else [run(Visibility.RESTRICTED.label, warn=True)],
        [run(addendum.state.label, warn=addendum.approved_on is None)],
    ]
    approvals = [
        _l(
            "Approved: %(side)s, %(name)s, %(day)s",
            side=approval.side.label,
            name=approval.mandate.shown_name,
            day=day(clock.local(approval.at).date()),
        )
        for approval in addendum.approvals
    ]
    return [
        heading(level, run(_l("Correction %(number)s", number=addendum.number))),
        paragraph(*joined(about), look="quiet"),
        paragraph(*written(addendum.text, current_language())),
        *(paragraph(run(approval), look="quiet") for approval in approvals),
    ]
