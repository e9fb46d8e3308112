"""Who and what the demonstration is about, as data.

All persons and organisations are invented, and their names say so; addresses end in `.example`. The zones are real
public bodies, which is why the banner says on every page that the meetings are not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cpwb.access.permissions import Role
from cpwb.actions.choices import ActionState
from cpwb.committees.choices import Nth, Side, Weekday
from cpwb.meetings.choices import ItemKind, Visibility
from cpwb.members.choices import MandateRole
from cpwb.minutes.choices import ObjectionAnswer, ObjectionKind


@dataclass(frozen=True)
class Chair:
    """A seat and who holds it; without a first name it is vacant. `account` gives the person a sign-in."""

    key: str
    side: Side
    organisation: tuple[str, str]
    title: tuple[str, str]
    first_name: str = ""
    last_name: str = ""
    role: MandateRole = MandateRole.MEMBER
    language: str = "nl"
    contact: str = ""
    account: bool = False
    consent: bool = False
    is_voting: bool = True
    #: The term ends this many days from now; none means until further notice.
    ends_in_days: int | None = None
    #: First and last name of an alternate.
    alternate: tuple[str, str] | None = None


@dataclass(frozen=True)
class Promise:
    """An action point: what, who (the key of a seat), due how many days after the meeting, and what came of it."""

    title: str
    owner: str
    days: int
    state: ActionState = ActionState.OPEN
    note: str = ""
    result: str = ""
    #: Finished or reported this many days after the meeting.
    reported_after: int = 21
    #: The due date was moved by this many days, with this reason.
    moved: tuple[int, str] | None = None


@dataclass(frozen=True)
class Ballot:
    """A decision by a vote that was counted per side: for, against, abstentions."""

    text: str
    sides: Mapping[Side, tuple[int, int, int]]


@dataclass(frozen=True)
class Stay:
    """A seat (by its key) that was filled for a part of the agenda (by its numbers), or of which there is a remark."""

    key: str
    arrived: int | None = None
    left: int | None = None
    remark: str = ""


@dataclass(frozen=True)
class Point:
    """An agenda item: who proposed it (the key of a seat), what was said, decided and promised.

    One of which nothing was said was not reached, and waits in the backlog again.
    """

    title: str
    notes: str = ""
    proposed_by: str | None = None
    kind: ItemKind = ItemKind.DISCUSSION
    explanation: str = ""
    visibility: Visibility = Visibility.COMMITTEE
    minutes: int = 20
    decisions: Sequence[str | tuple[str, int, int, int] | Ballot] = ()
    promises: Sequence[Promise] = ()
    #: The title of the point at an earlier meeting that it continues.
    continues: str = ""


@dataclass(frozen=True)
class Remark:
    """An objection to draft minutes: by whom (the key of a seat), to which point (its place from 0), and the answer."""

    by: str
    point: int
    text: str
    quote: str = ""
    kind: ObjectionKind = ObjectionKind.RECTIFICATION
    answer: ObjectionAnswer = ObjectionAnswer.NOTED
    reason: str = ""


@dataclass(frozen=True)
class Gathering:
    """A meeting: its points, who was not there, and how many people wished to be counted only."""

    points: Sequence[Point]
    place: str
    language: str = "nl"
    excused: Sequence[str] = ()
    absent: Sequence[str] = ()
    replaced: Sequence[str] = ()
    stays: Sequence[Stay] = ()
    unnamed: int = 0
    guests: str = ""
    #: What a member has against the draft of its minutes.
    remark: Remark | None = None
    #: What the secretary corrects in its approved minutes.
    correction: str = ""
    #: What everybody may read of it: Dutch, French.
    summary: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Occasion:
    """A session of an initiative: how many weeks ago, and people reached as counts."""

    weeks_ago: int
    place: str
    sides: tuple[int, int, int]
    #: Women, men, other, not stated.
    sex: tuple[int, int, int, int]
    #: Under 18, 18 to 25, 26 to 64, 65 and over, not stated.
    age: tuple[int, int, int, int, int]
    #: Answers, and good or very good among them.
    satisfaction: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Venture:
    """An initiative; its texts are Dutch, French."""

    title: tuple[str, str]
    summary: tuple[str, str]
    state: str
    partners: Sequence[str] = ()
    description: tuple[str, str] = ("", "")
    target_groups: tuple[str, str] = ("", "")
    place: str = ""
    #: Title, weeks from now (negative: past), whether it was reached.
    milestones: Sequence[tuple[tuple[str, str], int, bool]] = ()
    occasions: Sequence[Occasion] = ()
    evaluation: tuple[tuple[str, str], tuple[str, str], tuple[str, str]] | None = None
    stop_reason: str = ""


@dataclass(frozen=True)
class Story:
    """One committee and its year."""

    key: str
    zone_number: str
    name: tuple[str, str]
    purpose: tuple[str, str]
    languages: str
    rhythm_weeks: int
    quorum: tuple[int | None, int | None, int | None]
    chairs: Sequence[Chair]
    gatherings: Sequence[Gathering]
    #: The points of the meeting to come, and of the backlog.
    coming: Gathering
    waiting: Sequence[Point] = ()
    ventures: Sequence[Venture] = ()
    next_in_days: int = 16
    hour: str = "18.30"
    #: Which weekday of the month, and every how many months; none: every so many weeks.
    monthly: tuple[Nth, Weekday, int] | None = None
    #: What stands on every agenda, in Dutch and French, with its minutes.
    standing: Sequence[tuple[tuple[str, str], int]] = ()
    #: An agenda template: its name, and its items like those that stand on every agenda.
    template: tuple[tuple[str, str], Sequence[tuple[tuple[str, str], int]]] | None = None


@dataclass(frozen=True)
class Staff:
    """Somebody with an account but no seat."""

    key: str
    name: str
    email: str
    role: Role
    language: str
    zone_number: str | None = None
    note: str = field(default="")


STAFF = (
    Staff("administrator", "Beheer Voorbeeld", "beheer@cpwb.example", Role.ADMINISTRATOR, "nl"),
    Staff("monitor", "Dario Modulo", "dario.modulo@monitor.example", Role.MONITOR, "fr"),
    Staff("coordinator", "Aurélie Exemple", "aurelie.exemple@zp-charleroi.example", Role.COORDINATOR, "fr", "5330"),
)
