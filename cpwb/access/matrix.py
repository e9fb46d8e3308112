"""The policy in words: who may do what, and under which condition. Nothing here is typed twice: it reads the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from cpwb.access.permissions import EVERYWHERE, IN_A_COMMITTEE, IN_A_ZONE, Permission, Role
from cpwb.access.policy import POLICY
from cpwb.core.words import LazyText, _l

#: Where a role holds.
PLACES: Sequence[tuple[LazyText, Sequence[Role]]] = (
    (_l("everywhere"), EVERYWHERE),
    (_l("in one zone"), IN_A_ZONE),
    (_l("in one committee"), IN_A_COMMITTEE),
)

#: The nouns of permissions in the order in which people look for them.
_GROUPS: Sequence[tuple[LazyText, Sequence[str]]] = (
    (_l("Committees, zones and organisations"), ("committee", "zone", "organisation")),
    (_l("Seats and people"), ("seat", "mandate", "person", "consent")),
    (_l("Meetings and their agenda"), ("meeting", "agenda", "item", "attendance")),
    (_l("Notes, decisions and minutes"), ("notes", "decision", "minutes", "objection", "addendum", "summary")),
    (_l("Action points and initiatives"), ("action", "initiative")),
    (_l("Figures, accounts and the audit log"), ("overview", "user", "audit")),
)

_YES = _l("may: yes")

#: The conditions that a row of the policy names, in words.
_CONDITIONS = {
    "is_unrestricted": _l("may: only what is not restricted"),
    "is_public": _l("may: only what is public"),
    "is_for_members": _l("may: from the review on"),
    "is_owned_by": _l("may: only one's own"),
    "is_open_to": _l("may: what is not restricted, and one's own"),
    "is_local": _l("may: only those of the own zone"),
}


@dataclass(frozen=True)
class Line:
    """One permission: to whom it is given, and under which condition."""

    permission: Permission

    def cell(self, role: Role) -> LazyText | str:
        """Return "yes", a condition, or nothing."""
        found = [alternative for alternative in POLICY[self.permission] if role in alternative.roles]
        if not found:
            return ""
        conditions = [alternative.only_if or alternative.only_own for alternative in found]
        return _YES if None in conditions else _CONDITIONS[str(conditions[0])]


@dataclass(frozen=True)
class Group:
    """Permissions about nouns that belong together."""

    title: LazyText
    lines: Sequence[Line]


def groups() -> list[Group]:
    """Return every permission once, in groups."""
    return [
        Group(title, [Line(permission) for noun in nouns for permission in _about(noun)]) for title, nouns in _GROUPS
    ]


def _about(noun: str) -> list[Permission]:
    """Return the permissions about a noun: first to see, then the rest as they are named."""
    named = [permission for permission in Permission if permission.value.split(":")[0] == noun]
    return sorted(named, key=lambda permission: not permission.value.endswith(":view"))
