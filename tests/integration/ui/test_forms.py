"""A form comes back with what was typed: what is wrong stands at its field, and nothing was written."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, redirect, render_template_string
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

import config
from cpwb.access.guard import PUBLIC, Pages
from cpwb.app import create_app
from cpwb.committees.models import Zone
from cpwb.core import extensions
from cpwb.core.db import check_revision
from cpwb.core.errors import RuleBroken
from cpwb.core.extensions import current_session
from cpwb.ui import locale
from cpwb.ui.fields import LongTextField, RevisionField, TextField
from cpwb.ui.forms import Form
from tests.factories.committees import a_zone
from tests.page_client import Page, PageClient

TEMPLATE = """{%- extends "base.html" -%}
{%- from "ui/form.html" import form as entry -%}{%- from "ui/field.html" import field -%}
{%- set title = "Proef" -%}
{%- block content -%}
{% call entry(form, submit="Opslaan") %}
{% for part in (form.key, form.note, form.revision) %}{{ field(part) }}{% endfor %}
{% endcall %}
{%- endblock -%}"""


class TrialForm(Form):
    """A text, a long text and a revision."""

    key = TextField("Sleutel", required=True, max_length=20)
    note = LongTextField("Nota")
    revision = RevisionField()


def _rule(field: str | None) -> Callable[[Zone, dict[str, Any]], None]:
    def broken(zone: Zone, values: dict[str, Any]) -> None:
        zone.key = values["key"]
        current_session().flush()
        raise RuleBroken(field, "Doe het anders.")

    return broken


def _save(zone: Zone, values: dict[str, Any]) -> None:
    check_revision(zone, values["revision"])
    zone.key = values["key"]
    current_session().flush()


def _overtaken(zone: Zone, values: dict[str, Any]) -> None:
    current_session().execute(sa.update(Zone).values(revision=9).execution_options(synchronize_session=False))
    zone.key = values["key"]
    current_session().flush()


#: What the service behind the form may do.
ACTS: dict[str, Callable[[Zone, dict[str, Any]], None]] = {
    "saves": _save,
    "refuses": _rule(None),
    "refuses-the-key": _rule("key"),
    "refuses-what-is-no-field": _rule("nowhere"),
    "is-overtaken": _overtaken,
}


@pytest.fixture
def zone(session: Session) -> Zone:
    """A zone that is edited, beside one that has the key "bezet"."""
    a_zone(session, key="bezet")
    zone = a_zone(session, key="vrij")
    session.commit()
    return zone


@pytest.fixture
def trial(app: Flask, zone: Zone) -> Iterator[PageClient]:
    """A reader of an application with the trial form."""
    application = create_app(config.Testing(SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"]))
    pages = Pages("trial", __name__)
    zone_id = zone.id

    @pages.page("/trial/<act>", methods=("GET", "POST"), access=PUBLIC)
    def trial(act: str) -> ResponseReturnValue:
        thing = current_session().get_one(Zone, zone_id)
        form = TrialForm(obj=thing)
        if form.carries_out(lambda: ACTS[act](thing, form.values())):
            return redirect("/")
        return render_template_string(TEMPLATE, form=form), form._status

    application.register_blueprint(pages)
    yield PageClient(application)
    with application.app_context():
        extensions.db.engine.dispose()


def typed(page: Page) -> tuple[str | None, str]:
    """Return what stands in the two texts of the form."""
    return page.one("#key").attrs["value"], page.one("#note").to_text().strip()


def said(page: Page) -> list[str]:
    """Return what the summary above the form says."""
    return page.texts("[role=alert] li")


WRITTEN = {"key": "<b>'nieuw'", "note": "<script>\nשלום", "revision": "1"}


def test_what_is_right_is_saved(trial: PageClient, zone: Zone) -> None:
    """The form leads on."""
    trial.post("/trial/saves", WRITTEN)
    assert zone.key == "<b>'nieuw'"


@pytest.mark.parametrize(
    ("act", "data", "status", "sentences"),
    [
        ("saves", {"key": " "}, 422, ["Sleutel : Dit veld is verplicht."]),
        ("saves", {"key": "x" * 21}, 422, ["Sleutel : Dit mag hoogstens 20 tekens lang zijn."]),
        ("refuses", {}, 422, ["Doe het anders."]),
        ("refuses-the-key", {}, 422, ["Sleutel : Doe het anders."]),
        ("refuses-what-is-no-field", {}, 422, ["Doe het anders."]),
        (
            "saves",
            {"key": "bezet"},
            422,
            ["Dit is in strijd met wat al opgeslagen is. Laad de pagina opnieuw en kijk na wat u typte."],
        ),
        *[
            (
                act,
                {"revision": revision},
                409,
                ["Iemand anders heeft dit intussen gewijzigd. Vergelijk met wat er nu staat en sla dan opnieuw op."],
            )
            for act, revision in (("saves", "7"), ("saves", "junk"), ("saves", ""), ("is-overtaken", "1"))
        ],
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(
    trial: PageClient, zone: Zone, act: str, data: dict[str, str], status: int, sentences: list[str]
) -> None:
    """Each sentence leads to its field; the field knows that it is wrong; nothing was written."""
    page = trial.post(f"/trial/{act}", WRITTEN | data, status=status)
    assert [sentence.replace(" :", ":") for sentence in said(page)] == [text.replace(" :", ":") for text in sentences]
    assert typed(page) == ((WRITTEN | data)["key"].strip(), "<script>\nשלום")
    at_field = any("Sleutel" in sentence for sentence in sentences)
    assert (page.one("#key").attrs.get("aria-invalid") == "true") == at_field
    assert zone.key == "vrij"


def test_other_kinds_of_bodies_are_no_texts(trial: PageClient, zone: Zone) -> None:
    """JSON is not read as a form: it names no revision, and so overwrites nothing."""
    token = trial.csrf_token()
    response = trial.post_raw("/trial/saves", json={"key": ["x"], "revision": 1}, headers={"X-CSRFToken": token})
    assert response.status_code == 409
    assert zone.key == "vrij"


def test_french_has_a_space_before_a_colon(visitor: PageClient) -> None:
    """At which no line ends; Dutch has none."""
    for language, colon in (("nl", "</a>: "), ("fr", "</a>\u00a0: ")):
        page = visitor.post("/public/verify", {"digest": ""}, status=422, language=language)
        assert colon in page.response.text.partition('role="alert"')[2].partition("</ul>")[0]


def test_the_first_of_a_month_is_its_first_in_french(app: Flask) -> None:
    """The other days have numbers, as all have in Dutch."""
    first, second = date(2026, 7, 1), date(2026, 7, 2)
    said = {}
    for language in ("nl", "fr"):
        with app.test_request_context(), locale.speaking(language):
            said[language] = [locale.day(first), locale.weekday(first), locale.day(second)]
    assert said == {
        "nl": ["1 juli 2026", "woensdag 1 juli 2026", "2 juli 2026"],
        "fr": ["1er juillet 2026", "mercredi 1er juillet 2026", "2 juillet 2026"],
    }
