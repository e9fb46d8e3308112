"""The list of a committee's open action points, by side."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can
from cpwb.actions.choices import StateFilter
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import actions_of
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.words import _l, _ln, said
from cpwb.meetings.choices import Visibility
from cpwb.minutes.blocks import Block, Run
from cpwb.minutes.papers.house import house_of
from cpwb.minutes.papers.parts import (
    CONFIDENTIAL,
    SEPARATOR,
    Paper,
    column,
    for_the_chairs,
    heading,
    marked,
    paragraph,
    run,
    sentence,
    table,
    zone_line,
)
from cpwb.ui.locale import current_language, day


def action_list(session: Session, actor: Actor, committee: Committee, *, chairs_copy: bool = False) -> Paper:
    """Return the unfinished action points that the reader may see, with their owners as far as the reader may see.

    It is made to be handed round: those that are restricted are in the chair's copy only, marked.
    """
    today = clock.today()
    query = actions_of(actor, committee, day=today, state=StateFilter.UNFINISHED)
    open_ones = session.scalars(query if chairs_copy else query.where(ActionPoint.is_unrestricted)).all()
    title = str(_l("Chair's copy of the action list") if chairs_copy else _l("Action list"))
    author = committee.name.text(current_language())
    late = sum(action.is_overdue(today) for action in open_ones)
    return Paper(
        language=current_language(),
        title=title,
        author=author,
        about=day(today),
        file_name=str(_l("file name: action-list-chairs-copy") if chairs_copy else _l("file name: action-list")),
        above=zone_line(committee.zone.number, [run(committee.zone.name)]),
        mark=str(CONFIDENTIAL) if chairs_copy else "",
        foot=SEPARATOR.join((title, day(today), author)),
        body=[
            paragraph(run(committee.name), look="lead"),
            *([for_the_chairs()] if chairs_copy else []),
            sentence(_l("As it stood on %(day)s.", day=day(today)), "quiet"),
            paragraph(
                run(_ln("%(num)s open action point", "%(num)s open action points", len(open_ones)), bold=True),
                *([run(", "), run(_ln("%(num)s overdue", "%(num)s overdue", late), warn=True)] if late else []),
            ),
            *(block for side in Side for block in _side(actor, side, open_ones, today)),
        ],
        house=house_of(session, committee),
    )


def owner_for(actor: Actor, action: ActionPoint) -> Bilingual:
    """Return the owner as the reader may see it: readers outside the committee see the organisation only."""
    return action.owner_name if can(actor, P.ACTION_READ, action) else action.owning_organisation.name


def _side(actor: Actor, side: Side, actions: Sequence[ActionPoint], today: date) -> list[Block]:
    """Return the action points of a side by owner, and by due date within."""
    own = [(str(said(owner_for(actor, action))), action) for action in actions if action.side is side]
    own.sort(key=lambda pair: (pair[0].casefold(), pair[1].due_on, pair[1].number))
    label = str(side.label)
    columns = [
        column(_l("Who"), "42mm"),
        column(_l("No."), "auto"),
        column(_l("What")),
        column(_l("Due date"), "37mm"),
        column(_l("State"), "24mm"),
    ]
    rows = [
        [
            [run(owner_for(actor, action))],
            [run(action.number)],
            marked(action.title, None if action.is_unrestricted else Visibility.RESTRICTED.label),
            _due(action, today),
            [run(action.state.label)],
        ]
        for _owner, action in own
    ]
    return [heading(2, run(label[:1].upper() + label[1:])), table(columns, rows)] if rows else []


def _due(action: ActionPoint, today: date) -> list[Run]:
    """Return the due date and, in words, for how long it has been past."""
    shown = [run(day(action.due_on))]
    if action.is_overdue(today):
        late = _ln("%(num)s day overdue", "%(num)s days overdue", (today - action.due_on).days)
        shown += [{"break": True}, run(late, warn=True)]
    return shown
