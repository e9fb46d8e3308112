"""The minutes of a meeting as a paper: what `cpwb.minutes.paper` says in words, put into blocks."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from cpwb.core.words import _l
from cpwb.minutes.blocks import Block, Run, blocks
from cpwb.minutes.models import Addendum
from cpwb.minutes.paper import paper_of
from cpwb.minutes.papers.corrections import correction_blocks
from cpwb.minutes.papers.parts import (
    CONFIDENTIAL,
    SEPARATOR,
    House,
    Paper,
    box,
    column,
    facts,
    for_the_chairs,
    heading,
    joined,
    marked,
    paragraph,
    run,
    sentence,
    table,
    zone_line,
)
from cpwb.minutes.snapshot import VERSION
from cpwb.ui.locale import speaking

#: Under which name minutes are saved. A file is not a text, so these are not in the catalogues.
FILE_NAMES = {"nl": "verslag-{}", "fr": "compte-rendu-{}"}
#: Likewise the chair's copy of them.
CHAIRS_FILE_NAMES = {"nl": "verslag-exemplaar-voorzitter-{}", "fr": "compte-rendu-exemplaire-presidence-{}"}
#: How they are called: as a draft or not, as the chair's copy or not.
_TITLES = {
    (False, False): _l("Minutes of meeting %(number)s"),
    (True, False): _l("Draft minutes of meeting %(number)s"),
    (False, True): _l("Chair's copy of the minutes of meeting %(number)s"),
    (True, True): _l("Chair's copy of the draft minutes of meeting %(number)s"),
}
#: How many characters of the fingerprint stand at the bottom of each page.
SHORT = 12


def minutes_paper(
    snapshot: Mapping[str, Any],
    *,
    digest: str | None,
    draft: bool,
    nameable: Set[int],
    with_restricted: bool,
    restricted_since: Set[int] = frozenset(),
    house: House | None = None,
    addenda: Sequence[Addendum] = (),
) -> Paper:
    """Return the minutes in their own language, a draft marked as such; the names and restricted items as `paper_of`.

    With restricted items it is the chair's copy, which says on every page that it is confidential. Without them it can
    be handed round, whoever asks for it; `addenda` are then those that everybody may read.
    `digest` is the fingerprint of the snapshot: its first characters stand at the bottom of each page and all of it
    below the approvals; None leaves both out. `addenda` are the corrections that stand at the end.
    Raises ValueError for a version that is not known.
    """
    if not 1 <= snapshot["version"] <= VERSION:
        raise ValueError(f"minutes of version {snapshot['version']!r}")
    with speaking(snapshot["language"]):
        said = paper_of(snapshot, nameable=nameable, with_restricted=with_restricted, restricted_since=restricted_since)
        name = str(_TITLES[draft, with_restricted]) % {"number": said["meeting"]["number"]}
        file_name = (CHAIRS_FILE_NAMES if with_restricted else FILE_NAMES)[snapshot["language"]]
        note = [sentence(_l("These minutes have not been approved yet."), "warn")] if draft else []
        return Paper(
            language=snapshot["language"],
            title=name,
            author=said["committee"],
            about=said["meeting"]["date"],
            file_name=file_name.format(said["meeting"]["number"]),
            above=zone_line(said["zone"]["number"], [run(said["zone"]["name"])]),
            mark=_mark(draft=draft, with_restricted=with_restricted),
            foot=SEPARATOR.join(part for part in (name, (digest or "")[:SHORT], said["committee"]) if part),
            body=[
                paragraph(run(said["committee"]), look="lead"),
                *([for_the_chairs()] if with_restricted else []),
                *minutes_blocks(said, digest=digest, note=note),
                *correction_blocks(addenda),
            ],
            house=house or House(),
        )


def _mark(*, draft: bool, with_restricted: bool) -> str:
    marks = ((CONFIDENTIAL, with_restricted), (_l("Draft"), draft))
    return SEPARATOR.join(str(mark) for mark, holds in marks if holds)


def minutes_blocks(
    said: Mapping[str, Any], *, digest: str | None, note: Sequence[Block] = (), level: int = 2
) -> list[Block]:
    """Return the parts of minutes in the present language, their headings from `level` on."""
    meeting = said["meeting"]
    hours = "–".join(hour for hour in (meeting["starts"], meeting["ends"]) if hour)
    return [
        facts(
            (_l("Date"), [run(meeting["date"])]),
            (_l("Time"), [run(hours)]),
            (_l("Place"), [run(meeting["place"])]),
        ),
        *note,
        *_attendance(said, level),
        heading(level, run(_l("Agenda and discussion"))),
        *(block for item in said["items"] for block in _item(item, level + 1)),
        *([] if said["items"] else [sentence(_l("There were no agenda items."))]),
        *_not_reached(said["not_reached"], level + 1),
        heading(level, run(_l("Action points"))),
        _actions(said["actions"]),
        heading(level, run(_l("Approval"))),
        *_approvals(said["approvals"], digest),
    ]


# Attendance


def _attendance(said: Mapping[str, Any], level: int) -> list[Block]:
    sides = said["attendance"]
    found = [heading(level, run(_l("Attendance")))]
    if sides:
        found.append(_figures(sides))
    total = said["quorum_total"]
    if total["needed"] is not None:
        words = f"{total['needed']} {_l('needed')}, {total['present']} {_l('present')}"
        found.append(paragraph(run(_l("Quorum of the whole committee"), bold=True), run(f" {words}"), *_met(total)))
    for side in sides:
        if side["seats"]:
            found += [heading(level + 1, run(_capital(side["side_label"]))), _seats(side["seats"])]
    if said["guests"]:
        found += [heading(level + 1, run(_l("Guests"))), sentence(said["guests"])]
    return found


def _met(quorum: Mapping[str, Any]) -> list[Run]:
    if quorum["met"] is None:
        return []
    return [run(", "), run(_l("met") if quorum["met"] else _l("not met"), bold=True)]


def _figures(sides: Sequence[Mapping[str, Any]]) -> Block:
    """Return how many of each side were there; what nobody was is left out where that says nothing."""
    heads = {
        "present": _l("Present"),
        "unnamed": _l("Not named"),
        "excused": _l("Excused"),
        "absent": _l("Absent"),
        "replaced": _l("Replaced"),
    }
    kinds = [kind for kind in heads if kind != "unnamed" or any(side["unnamed"] for side in sides)]
    with_quorum = any(side["quorum_needed"] is not None for side in sides)
    rows = [
        [
            [run(side["side_label"])],
            *([run(side[kind])] for kind in kinds),
            *([_side_quorum(side)] if with_quorum else []),
        ]
        for side in sides
    ]
    if len(sides) > 1:
        sums = [[run(sum(side[kind] for side in sides))] for kind in kinds]
        rows.append([[run(_l("Total"))], *sums, *([[]] if with_quorum else [])])
    columns = [column(_l("Side")), *(column(heads[kind], "auto", "right") for kind in kinds)]
    return table([*columns, *([column(_l("Quorum"), "auto")] if with_quorum else [])], rows, total=len(sides) > 1)


def _side_quorum(side: Mapping[str, Any]) -> list[Run]:
    if side["quorum_needed"] is None:
        return [run("–")]
    return [run(f"{side['quorum_needed']} {_l('needed')}"), *_met({"met": side["quorum_met"]})]


def _seats(seats: Sequence[Mapping[str, Any]]) -> Block:
    rows = []
    for seat in seats:
        replaced = seat["replaced_by"]
        state = _l("replaced by %(name)s", name=replaced) if replaced else seat["state_label"]
        remarks = [{"break": True}, run(seat["remarks"])] if seat["remarks"] else []
        rows.append([[run(seat["seat"])], [run(seat["shown_name"])], [run(state), *remarks]])
    return table([column(_l("Seat")), column(_l("Name")), column(_l("State"))], rows)


def _capital(text: str) -> str:
    """Begin with a capital letter; only those whose capital is one letter, and in every font."""
    first = text[:1]
    return first.upper() + text[1:] if first.isalpha() and len(first.upper()) == 1 else text


# The agenda


def _item(item: Mapping[str, Any], level: int) -> list[Block]:
    about = [
        [run(_capital(item["kind_label"] or ""))],
        [run(_l("proposed by %(name)s", name=item["proposed_by"]))] if item["proposed_by"] else [],
        *([run(item[mark], warn=True)] for mark in ("late_label", "restricted_label") if item[mark]),
    ]
    found = [heading(level, run(f"{item['position']}. {item['title']}"))]
    if line := joined(about):
        found.append(paragraph(*line, look="quiet"))
    found += blocks(item["notes"] or "")
    found += [_decision(decision) for decision in item["decisions"]]
    if item["actions"]:
        found.append({"kind": "list", "ordered": False, "items": [[_agreed(action)] for action in item["actions"]]})
    return found


def _not_reached(left: Sequence[Mapping[str, Any]], level: int) -> list[Block]:
    if not left:
        return []
    items = [[paragraph(*marked(item["title"], item["late_label"], item["restricted_label"]))] for item in left]
    return [
        heading(level, run(_l("Not reached"))),
        sentence(_l("These items went back to the proposals that wait.")),
        {"kind": "list", "ordered": False, "items": items},
    ]


def _agreed(action: Mapping[str, Any]) -> Block:
    name = _l("Action point %(number)s", number=action["number"])
    return paragraph(run(name, bold=True), run(SEPARATOR + action["title"]))


def _decision(decision: Mapping[str, Any]) -> Block:
    how = [run(_capital(decision["how_label"]))]
    votes = [run(decision["votes_text"])] if decision["votes_text"] else []
    lines = [{"kind": "paragraph", "runs": _lines(decision["text"])}]
    more = [paragraph(run(sentence), look="quiet") for sentence in decision["particulars"]]
    return box(_l("Decision"), [*lines, paragraph(*joined([how, votes]), look="quiet"), *more])


def _lines(text: str) -> list[Run]:
    """Return what was typed, line by line."""
    runs: list[Run] = []
    for line in text.splitlines():
        runs += [{"break": True}, run(line)] if runs else [run(line)]
    return runs


# Action points and approvals


def _actions(actions: Sequence[Mapping[str, Any]]) -> Block:
    if not actions:
        return sentence(_l("There are no action points."))
    columns = [
        column(_l("No."), "auto"),
        column(_l("What")),
        column(_l("Who"), "34mm"),
        column(_l("Due date"), "36mm"),
        column(_l("State"), "22mm"),
    ]
    rows = [
        [
            [run(action["number"], bold=True)],
            marked(action["title"], action["restricted_label"]),
            [run(action["owner"])],
            [run(action["due"] or "–")],
            [run(action["state_label"])],
        ]
        for action in actions
    ]
    return table(columns, rows)


def _approvals(approvals: Sequence[Mapping[str, Any]], digest: str | None) -> list[Block]:
    columns = [column(_l("Side")), column(_l("Role")), column(_l("Name"), "1.4fr"), column(_l("Approved on"), "37mm")]
    rows = [[[run(each[key])] for key in ("side_label", "role_label", "shown_name", "on")] for each in approvals]
    found = [table(columns, rows) if rows else sentence(_l("Not approved yet."))]
    if digest:
        found.append(paragraph(run(_l("Fingerprint (SHA-256)"), bold=True), {"break": True}, run(digest, mono=True)))
    return found
