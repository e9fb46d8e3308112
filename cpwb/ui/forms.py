"""The form: what people typed, the rules' answer to it, and nothing lost in between.

    form = MeetingForm(obj)
    if form.carries_out(lambda: service.plan_meeting(session=db.session, actor=actor, **form.values())):
        return redirect(url_for(".meeting", meeting_id=form.outcome.id))
    return form.page("meetings/plan.html", committee=committee)

`carries_out` is true when the form was sent, its fields are right and the service did it. A RuleBroken stands at its
field; what the service had begun is rolled back; the page comes back as 422 (409 when somebody else was faster) with
everything that was typed.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Self

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, i18n
from wtforms.fields.core import UnboundField

from cpwb.core.db import CONTRADICTIONS, rule_of
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.extensions import db
from cpwb.ui.locale import current_language


@lru_cache
def _library_sentences(language: str) -> Any:
    """Return what WTForms says in "nl" or "fr"; Flask-WTF would read its file for every request."""
    return i18n.get_translations([language])


class Form(FlaskForm):
    """The base of every form."""

    outcome: Any = None

    class Meta(FlaskForm.Meta):
        """Fields read what the form of a page sends: a file or JSON in the place of a text would be no text."""

        #: The token is asked for before any form is read, for every POST (`cpwb.core.extensions.csrf`); once is enough.
        csrf = False

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return the values that were given (those of filters), or else those that were posted."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            return request.form if form.is_submitted() else None

        def get_translations(self, form: FlaskForm) -> Any:
            """Return the library's own sentences in the reader's language."""
            return _library_sentences(current_language())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._status = 200
        self._thing = kwargs.get("obj")

    def carries_out(self, act: Callable[[], Any]) -> bool:
        """Run `act` if the form was sent and its fields are right; keep what it returns as `outcome`."""
        if not self.is_submitted():
            return False
        if not self.validate():
            self._status = 422
            return False
        try:
            self.outcome = act()
        except RuleBroken as broken:
            self.refuse(broken)
            return False
        except CONTRADICTIONS as error:
            self.refuse(rule_of(error))
            return False
        return True

    def refuse(self, broken: RuleBroken) -> None:
        """Show a broken rule at its field, or above the form, and undo what was begun."""
        db.session.rollback()
        self._status = 409 if isinstance(broken, Outdated) else 422
        if self.is_outdated and self._thing is not None and "revision" in self._fields:
            # Whoever has compared both may save over what is there now.
            self.revision.data = self._thing.revision
        target = getattr(self, broken.field, None) if broken.field else None
        if target is None or isinstance(target, HiddenField | UnboundField) or not hasattr(target, "errors"):
            self.form_errors.append(str(broken.message))
        else:
            target.errors = [*target.errors, str(broken.message)]

    @property
    def is_outdated(self) -> bool:
        """Say whether somebody else was faster; the page then shows what is there now beside what was typed."""
        return self._status == 409  # noqa: PLR2004 -- Conflict, as `refuse` set it

    def told_apart(self, by: object) -> Self:
        """Give the inputs ids of their own, for a page with several forms of one kind."""
        for field in self:
            field.id = f"{field.name}-{by}"
        return self

    def values(self) -> dict[str, Any]:
        """Return what was typed by field name, for the keyword arguments of a service."""
        return {name: field.data for name, field in self._fields.items()}

    def page(self, template: str, **context: Any) -> ResponseReturnValue:
        """Render the page that holds the form, with the status that its errors ask for."""
        return render_template(template, form=self, **context), self._status


class Filters(Form):
    """The filters of a list, read from the URL; they change nothing, so there is no token, and junk filters nothing.

    `defaults` hold for what the URL does not name: `ZoneFilters(state="current")`.
    """

    def __init__(self, **defaults: str) -> None:
        asked = MultiDict(request.args)
        for name, value in defaults.items():
            asked.setdefault(name, value)
        super().__init__(formdata=asked)

    def values(self) -> dict[str, Any]:
        """Return what is asked for by field name, None where nothing is or where it makes no sense."""
        self.validate()
        return {
            name: None if field.errors or field.data == "" or field.data is False else field.data
            for name, field in self._fields.items()
        }


class PlainForm(Form):
    """A form without fields of its own: a button that does something."""
