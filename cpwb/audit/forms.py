"""The filters of the audit log."""

from typing import Any

from wtforms import SelectField

from cpwb.core.events import Event
from cpwb.core.words import _l
from cpwb.ui.fields import DateField, PickField
from cpwb.ui.forms import Filters


def tags(kind: type[Event] = Event) -> set[str]:
    """Return the names under which events of `kind` are kept.

    A class that only gathers others begins with "_" or has no noun.
    """
    own = {kind.tag()} if kind.subject and not kind.__name__.startswith("_") else set()
    return own.union(*(tags(below) for below in kind.__subclasses__()))


class AuditFilters(Filters):
    """Between two days, one kind of event, one account."""

    since = DateField(_l("From"))
    until = DateField(_l("Until"))
    what = SelectField(_l("What"), default="")
    user = PickField(_l("Account"), required=False)

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.what.choices = [("", "–"), *((tag, tag) for tag in sorted(tags()))]
