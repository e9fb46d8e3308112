"""The year book of a committee: the approved minutes of a year, the decisions, and what came of the action points."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.words import _l, _ln
from cpwb.minutes.blocks import Block
from cpwb.minutes.integrity import check_intact
from cpwb.minutes.models import Addendum, Minutes
from cpwb.minutes.paper import paper_of
from cpwb.minutes.papers.action_list import owner_for
from cpwb.minutes.papers.corrections import correction_blocks
from cpwb.minutes.papers.house import house_of
from cpwb.minutes.papers.minutes import minutes_blocks
from cpwb.minutes.papers.parts import (
    PAGE,
    SEPARATOR,
    Paper,
    column,
    contents,
    heading,
    paragraph,
    run,
    sentence,
    spoken,
    table,
    written,
    zone_line,
)
from cpwb.minutes.papers.queries import actions_in, approved_in, corrections_of
from cpwb.minutes.queries import nameable, restricted_among
from cpwb.minutes.snapshot import mandates_in, unreached_in
from cpwb.ui.locale import current_language, day, speaking

#: The snapshot of a meeting in words, with what the book must know of it besides.
Chapter = tuple[Minutes, Mapping[str, Any]]


def year_book(session: Session, actor: Actor, committee: Committee, year: int) -> Paper:
    """Return the year book in the reader's language, the minutes in their own.

    It is made to be handed round: restricted items are never in it, whoever asks for it.
    """
    approved = approved_in(session, actor, committee, year)
    chapters = _chapters(session, approved)
    corrections = corrections_of(session, actor, approved)
    actions = actions_in(session, actor, committee, year)
    title, author = str(_l("Year book %(year)s", year=year)), committee.name.text(current_language())
    decided = sum(len(item["decisions"]) for _minutes, said in chapters for item in said["items"])
    counts = (
        _ln("%(num)s meeting with approved minutes", "%(num)s meetings with approved minutes", len(chapters)),
        _ln("%(num)s decision", "%(num)s decisions", decided),
        _ln("%(num)s action point", "%(num)s action points", len(actions)),
    )
    return Paper(
        language=current_language(),
        title=title,
        author=author,
        about="",
        file_name=str(_l("file name: year-book-%(year)s", year=year)),
        above=zone_line(committee.zone.number, [run(committee.zone.name)]),
        foot=SEPARATOR.join((title, author)),
        body=[
            paragraph(run(committee.name), look="lead"),
            sentence(", ".join(str(count) for count in counts)),
            sentence(_l("Restricted items are not in this book."), "quiet"),
            heading(2, run(_l("Contents"))),
            contents(_entries(chapters)),
            heading(2, run(_l("Index of decisions")), anchor="decisions"),
            _decisions(chapters),
            heading(2, run(_l("Action points and their results")), anchor="actions"),
            *_actions(actor, actions),
            *(block for chapter in chapters for block in _chapter(chapter, corrections.get(chapter[0].id, ()))),
        ],
        house=house_of(session, committee),
    )


def _chapters(session: Session, approved: Sequence[Minutes]) -> list[Chapter]:
    """Return the minutes in words, each in its own language, with the names that may be shown today."""
    for minutes in approved:
        check_intact(minutes)
    snapshots = [(minutes, minutes.snapshot) for minutes in approved if minutes.snapshot is not None]
    mandates = {mandate for _minutes, snapshot in snapshots for mandate in mandates_in(snapshot)}
    left = {item_id for _minutes, snapshot in snapshots for item_id in unreached_in(snapshot)}
    named, hidden = nameable(session, mandates), restricted_among(session, left)
    chapters: list[Chapter] = []
    for minutes, snapshot in snapshots:
        with speaking(snapshot["language"]):
            said = paper_of(snapshot, nameable=named, with_restricted=False, restricted_since=hidden)
            chapters.append((minutes, said))
    return chapters


def _name(minutes: Minutes) -> str:
    return str(_l("Meeting %(number)s, %(day)s", number=minutes.meeting.number, day=day(minutes.meeting.held_on)))


def _anchor(minutes: Minutes) -> str:
    return f"meeting-{minutes.meeting.number}"


def _entries(chapters: Sequence[Chapter]) -> list[tuple[str, str]]:
    return [
        ("decisions", str(_l("Index of decisions"))),
        ("actions", str(_l("Action points and their results"))),
        *((_anchor(minutes), _name(minutes)) for minutes, _said in chapters),
    ]


def _decisions(chapters: Sequence[Chapter]) -> Block:
    columns = [
        column(_l("Date"), "37mm"),
        column(_l("Item"), "1fr"),
        column(_l("Decision"), "2fr"),
    ]
    rows = [
        [
            [run(day(minutes.meeting.held_on))],
            written(item["title"], said["language"]),
            written(decision["text"], said["language"]),
        ]
        for minutes, said in chapters
        for item in said["items"]
        for decision in item["decisions"]
    ]
    return table(columns, rows) if rows else sentence(_l("Nothing was decided."))


def _actions(actor: Actor, actions: Sequence[ActionPoint]) -> list[Block]:
    if not actions:
        return [sentence(_l("There are no action points."))]
    columns = [
        column(_l("No."), "auto"),
        column(_l("What")),
        column(_l("Who"), "34mm"),
        column(_l("State"), "37mm"),
        column(_l("Result")),
    ]
    rows = [
        [
            [run(action.number)],
            [run(action.title)],
            [run(owner_for(actor, action))],
            [run(action.state.label), {"break": True}, run(day(action.closed_on or action.due_on), quiet=True)],
            [run(" ".join(action.result.split()) or "–")],
        ]
        for action in actions
    ]
    note = sentence(_l("As they stood on %(day)s.", day=day(clock.today())), "quiet")
    return [note, table(columns, rows)]


def _chapter(chapter: Chapter, corrections: Sequence[Addendum]) -> list[Block]:
    """Return the minutes of one meeting on pages of their own, in their own language under a heading in ours."""
    minutes, said = chapter
    title = heading(2, run(_name(minutes)), anchor=_anchor(minutes))
    with speaking(said["language"]):
        body = [*minutes_blocks(said, digest=minutes.digest, level=3), *correction_blocks(corrections, level=3)]
    return [PAGE, title, *([spoken(said["language"], body)] if said["language"] != current_language() else body)]
