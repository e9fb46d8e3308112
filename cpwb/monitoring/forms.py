"""The form of the overview: which period."""

from cpwb.core.words import _l
from cpwb.monitoring.periods import Span
from cpwb.ui.fields import ChoiceField, DateField
from cpwb.ui.forms import Form


class PeriodForm(Form):
    """A quarter, half-year or year around a day, or everything between two days."""

    span = ChoiceField(_l("Period"), Span)
    first = DateField(_l("From, or a day in it"))
    last = DateField(_l("Until (only for from – to)"))
