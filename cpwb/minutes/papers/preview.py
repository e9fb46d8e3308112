"""A paper that says nothing: to look at the house style."""

from sqlalchemy.orm import Session

from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.words import _l
from cpwb.minutes.papers.house import house_of
from cpwb.minutes.papers.parts import (
    SEPARATOR,
    Paper,
    box,
    column,
    heading,
    paragraph,
    run,
    sentence,
    table,
    zone_line,
)
from cpwb.ui.locale import current_language, day


def preview(session: Session, committee: Committee) -> Paper:
    """Return two pages with each kind of part, in the house style of a committee."""
    title, author = str(_l("Preview of the house style")), committee.name.text(current_language())
    columns = [column(_l("No."), "auto"), column(_l("What")), column(_l("Due date"), "37mm")]
    rows = [[[run(number)], [run(_l("Action point"))], [run(day(clock.today()))]] for number in (1, 2, 3)]
    return Paper(
        language=current_language(),
        title=title,
        author=author,
        about="",
        file_name=str(_l("file name: preview")),
        above=zone_line(committee.zone.number, [run(committee.zone.name)]),
        foot=SEPARATOR.join((title, author)),
        body=[
            paragraph(run(committee.name), look="lead"),
            sentence(_l("This is how the papers of the committee look. The text is only an example.")),
            heading(2, run(_l("Agenda"))),
            box(_l("Decision"), [sentence(_l("The text is only an example."))]),
            heading(2, run(_l("Action points"))),
            table(columns, rows),
        ],
        house=house_of(session, committee),
    )
