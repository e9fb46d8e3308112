"""The styleguide: every component with sample content, in the reader's language; for those who build pages.

It exists in development and tests only (`CPWB_STYLEGUIDE`). A new component adds its example to `styleguide.html`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from flask import current_app, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from wtforms import BooleanField

from cpwb.access.guard import PUBLIC, Pages
from cpwb.core.bilingual import Bilingual
from cpwb.core.differences import differences
from cpwb.core.paging import Page
from cpwb.core.words import LazyText, _l
from cpwb.ui.fields import (
    BilingualField,
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    PickField,
    RevisionField,
    RichTextField,
    TextField,
    TimeField,
)
from cpwb.ui.forms import Form
from cpwb.ui.sorting import Sorting

pages = Pages("ui", __name__)


class Sample(StrEnum):
    """States in each tone."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _SAMPLES[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag."""
        return self.value


_SAMPLES = {
    Sample.NEUTRAL: _l("sample: not begun"),
    Sample.INFO: _l("sample: under way"),
    Sample.GOOD: _l("sample: done"),
    Sample.WARN: _l("sample: waiting"),
    Sample.BAD: _l("sample: late"),
}


@dataclass(frozen=True)
class Row:
    """A row of a list, an entry of a timeline, a card."""

    name: Bilingual
    state: Sample
    share: float | None
    at: datetime


class SampleForm(Form):
    """Every kind of field."""

    text = TextField(_l("Title"), required=True, hint=_l("For example: the square at night."))
    long_text = LongTextField(_l("Explanation"))
    rich_text = RichTextField(_l("Notes"))
    name = BilingualField(_l("Name"), required=True)
    summary = BilingualField(_l("Summary"), multiline=True)
    day = DateField(_l("Date"), required=True)
    hour = TimeField(_l("Time"))
    count = NumberField(_l("Planned minutes"), high=480)
    state = ChoiceField(_l("State"), Sample, required=False)
    zone = PickField(_l("Zone"), prompt=_l("Choose a zone"))
    agreed = BooleanField(_l("to be named to the committee"))
    revision = RevisionField()


class PillsForm(Form):
    """One choice in one tap."""

    progress = ChoiceField(_l("State"), Sample)


def _rows() -> list[Row]:
    """Return rows with long, hostile, bilingual and right-to-left names."""
    names = (
        Bilingual("Voetbal op het plein", "Football sur la place"),
        Bilingual("L'été <b>à l'école</b> – alleen in het Nederlands"),
        Bilingual(fr="Rencontre avec שלום مرحبا, uniquement en français"),
        Bilingual("Samenkomst" * 15, "Rassemblement" * 12),
    )
    shares = (0.75, 1.0, 0.0, None)
    return [
        Row(name, state, share, datetime(2026, 3, 9 + place, 17, 30, tzinfo=UTC))
        for place, (name, state, share) in enumerate(zip(names, Sample, shares, strict=False))
    ]


def _form(prefix: str, *, sent: bool) -> SampleForm:
    """Return the form as it is first shown, or as it comes back with everything left empty."""
    form = SampleForm(formdata=MultiDict() if sent else None, prefix=prefix)
    form.zone.offer([(1, Bilingual("Antwerpen", "Anvers")), (2, "Gent")])
    if sent:
        form.validate()
    else:
        form.name.data = Bilingual("plein", "place", "nl")
        form.day.data = date(2026, 3, 9)
    return form


@pages.page("/styleguide", access=PUBLIC)
def styleguide() -> ResponseReturnValue:
    """Show every component."""
    if not current_app.config["CPWB_STYLEGUIDE"]:
        raise NotFound
    flash(_("The attendance was saved."))
    return render_template(
        "styleguide.html",
        rows=_rows(),
        lines=differences("<div>Voetbal op het <b>oude</b> plein</div>", "<div>Voetbal op het nieuwe plein</div>"),
        samples=tuple(Sample),
        form_new=_form("new-", sent=False),
        form_wrong=_form("wrong-", sent=True),
        form_editor=_form("editor-", sent=False),
        form_filters=PillsForm(formdata=None, prefix="filters-"),
        form_pills=PillsForm(formdata=None, prefix="pills-"),
        page=Page(rows=_rows(), number=2, size=4, total=11),
        sorting=Sorting({"name": None, "at": None}, "name", downwards=False),
    )
