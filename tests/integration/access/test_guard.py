"""The page guard: who gets in, what is kept, and what a refusal says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

import config
from cpwb.access.guard import PUBLIC, SIGNED_IN, Loads, NotYours, Pages, may
from cpwb.access.permissions import Permission as P
from cpwb.access.permissions import Role
from cpwb.app import create_app
from cpwb.committees.models import Committee, Zone
from cpwb.core import db, extensions
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.extensions import current_session
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee, a_zone
from tests.page_client import PageClient

OVERTAKEN = "Iemand anders heeft dit intussen gewijzigd. Vergelijk met wat er nu staat en sla dan opnieuw op."
CONTRADICTION = "Dit is in strijd met wat al opgeslagen is. Laad de pagina opnieuw en kijk na wat u typte."

ZONE = Loads(Zone, "zone_id", "zone", P.ZONE_VIEW)
COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW)


def _change(name: str) -> None:
    """Change every zone and send it to the database."""
    for zone in current_session().scalars(sa.select(Zone)):
        zone.key = f"{name}-{zone.id}"
    current_session().flush()


def _raise(error: Exception) -> None:
    _change("raised")
    raise error


def _overtaken() -> None:
    zone = current_session().scalars(sa.select(Zone)).first()
    assert zone is not None
    current_session().execute(sa.update(Zone).values(revision=9).execution_options(synchronize_session=False))
    zone.key = "late"
    current_session().flush()


def _key_twice() -> None:
    current_session().execute(sa.update(Zone).values(key="the same"))


#: What a page may do before it answers, by name.
ACTS: dict[str, Callable[[], Any]] = {
    "changes": lambda: _change("changed"),
    "breaks-a-rule": lambda: _raise(RuleBroken(None, "Doe het <b>anders</b>.")),
    "is-late": lambda: _raise(Outdated(None, "Iemand was sneller.")),
    "is-overtaken": _overtaken,
    "contradicts": _key_twice,
    "is-refused": lambda: _raise(BadRequest()),
    "crashes": lambda: _raise(LookupError("a defect of ours")),
}


def _trial_pages() -> Pages:
    """Return pages that do what no real page does."""
    pages = Pages("trial", __name__)

    @pages.page("/trial/<act>/<int:status>", methods=("GET", "POST"), access=PUBLIC)
    def trial(act: str, status: int) -> ResponseReturnValue:
        ACTS[act]()
        return redirect("/", status) if 300 <= status < 400 else ("done", status)

    @pages.page("/trial/zones/<int:zone_id>", access=P.ZONE_VIEW, loads=ZONE)
    def zone(zone: Zone) -> ResponseReturnValue:
        return zone.name.nl

    @pages.page("/trial/zones/<int:zone_id>/edit", methods=("GET", "POST"), access=P.ZONE_EDIT, loads=ZONE)
    def edit_zone(zone: Zone) -> ResponseReturnValue:
        _change("edited")
        return "edited"

    @pages.page("/trial/committees/<int:committee_id>", methods=("GET", "POST"), access=P.AGENDA_VIEW, loads=COMMITTEE)
    def committee(committee: Committee) -> ResponseReturnValue:
        return " ".join(str(may(permission, committee)) for permission in (P.MINUTES_APPROVE, P.AGENDA_VIEW))

    @pages.page("/trial/anywhere", access=P.USER_MANAGE)
    def anywhere() -> ResponseReturnValue:
        return " ".join(str(may(permission)) for permission in (P.USER_MANAGE, P.AGENDA_VIEW))

    @pages.page("/trial/signed-in", access=SIGNED_IN)
    def signed_in() -> ResponseReturnValue:
        return "signed in"

    return pages


@pytest.fixture(scope="module")
def trial_app(app: Flask) -> Iterator[Flask]:
    """Another application on the same database, with the trial pages."""
    application = create_app(config.Testing(SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"]))
    application.register_blueprint(_trial_pages())
    yield application
    with application.app_context():
        extensions.db.engine.dispose()


@pytest.fixture
def zone(session: Session) -> Zone:
    """A zone whose key is "as it was"."""
    zones = [a_zone(session, key=key) for key in ("as it was", "another")]
    session.commit()
    return zones[0]


@pytest.fixture
def trial(trial_app: Flask, zone: Zone) -> PageClient:
    """Somebody who has not signed in, on the trial pages."""
    return PageClient(trial_app)


@pytest.fixture
def enter(trial_app: Flask, session: Session) -> Callable[..., PageClient]:
    """Sign a new user in on the trial pages."""

    def signed_in(role: Role | None = None, **place: Any) -> PageClient:
        return PageClient(trial_app, user=a_user(session, role=role, **place))

    return signed_in


# -- what cannot be registered


def test_a_page_without_access_cannot_be_registered() -> None:
    """Forgetting it is an error when the application starts, not a hole."""
    with pytest.raises(TypeError, match="access"):
        Pages("trial", __name__).page("/x")  # type: ignore[call-arg]  # that is what is tried


@pytest.mark.parametrize("access", ["", "everybody", None, "zone:nothing"])
def test_a_word_that_is_no_access_cannot_be_registered(access: Any) -> None:
    """Only a permission, PUBLIC or SIGNED_IN will do."""
    with pytest.raises(TypeError, match="access must be a Permission, PUBLIC or SIGNED_IN"):
        Pages("trial", __name__).page("/x", access=access)


@pytest.mark.parametrize("register", ["route", "get", "post", "put", "patch", "delete"])
def test_the_usual_ways_of_flask_are_refused(register: str) -> None:
    """The message says what to type instead."""
    with pytest.raises(TypeError, match=r"declare the access with \.page"):
        getattr(Pages("trial", __name__), register)("/x")(lambda: "")


# -- what is kept


@pytest.mark.parametrize("status", [200, 302, 404, 422])
def test_a_get_cannot_write(trial: PageClient, zone: Zone, status: int) -> None:
    """Even what it sent to the database is gone."""
    assert trial.get_raw(f"/trial/changes/{status}").status_code == status
    assert zone.key == "as it was"


@pytest.mark.parametrize("status", [200, 204, 302, 303])
def test_a_post_that_succeeds_is_kept(trial: PageClient, zone: Zone, status: int) -> None:
    """Answered below 400, it is committed."""
    trial.post(f"/trial/changes/{status}", status=status)
    assert zone.key == f"changed-{zone.id}"


@pytest.mark.parametrize("status", [400, 403, 409, 422, 500])
def test_a_post_that_is_refused_leaves_nothing(trial: PageClient, zone: Zone, status: int) -> None:
    """A form that comes back with errors has changed nothing."""
    trial.post(f"/trial/changes/{status}", status=status)
    assert zone.key == "as it was"


@pytest.mark.parametrize(
    ("act", "status", "sentence"),
    [
        ("breaks-a-rule", 422, "Doe het <b>anders</b>."),
        ("is-late", 409, "Iemand was sneller."),
        ("is-overtaken", 409, OVERTAKEN),
        ("contradicts", 422, CONTRADICTION),
        ("is-refused", 400, "Ga terug, laad de pagina opnieuw en probeer nog eens."),
    ],
)  # fmt: skip
def test_a_refusal_is_a_page_with_a_sentence(
    trial: PageClient, zone: Zone, act: str, status: int, sentence: str
) -> None:
    """It says what to do, and nothing is written."""
    page = trial.post(f"/trial/{act}/200", status=status)
    assert page.texts("main p") == [sentence]
    assert zone.key == "as it was"


def test_the_sentence_of_a_constraint_reaches_the_reader(
    trial: PageClient, zone: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A contradiction that only the database noticed is told in the words of its package."""
    monkeypatch.setattr(db, "_sentences", {"uq_zones_key": ("key", "Deze sleutel bestaat al.")})
    assert trial.post("/trial/contradicts/200", status=422).texts("main p") == ["Deze sleutel bestaat al."]


def test_a_crash_leaves_nothing(trial: PageClient, zone: Zone) -> None:
    """A defect of ours is no half act."""
    with pytest.raises(LookupError):
        trial.post("/trial/crashes/200")
    assert zone.key == "as it was"


def test_a_post_without_its_token_does_not_begin(trial: PageClient, zone: Zone) -> None:
    """Another site cannot act in the name of a reader."""
    trial.post("/trial/changes/200", status=400, csrf=False)
    assert zone.key == "as it was"


# -- who gets in


def test_a_public_page_opens_for_a_visitor(visitor: PageClient) -> None:
    """A page that says PUBLIC asks nobody to sign in, and is in order in both languages."""
    assert visitor.get("/who-may-do-what").h1 == "Wie mag wat"


@pytest.mark.parametrize(
    ("path", "then"),
    [
        ("/trial/signed-in", "/trial/signed-in"),
        ("/trial/anywhere?a=1&b=%26", "/trial/anywhere?a%3D1%26b%3D%2526"),
        ("/trial/zones/1", "/trial/zones/1"),
        ("/trial/zones/99999", "/trial/zones/99999"),
    ],
)
def test_a_signed_out_reader_is_led_to_sign_in(trial: PageClient, path: str, then: str) -> None:
    """After signing in one comes back to the page one asked for; whether a thing exists is not told before."""
    assert trial.get(path, status=302).response.headers["Location"] == f"/account/login?next={then}"


def test_what_is_not_yours_to_see_is_not_there(enter: Callable[..., PageClient], session: Session, zone: Zone) -> None:
    """A thing of another committee and one that does not exist are answered alike."""
    chair = enter(Role.CHAIR, committee=a_committee(session))
    others = a_committee(session)
    pages = [chair.get_raw(f"/trial/committees/{identity}") for identity in (others.id, others.id + 999, 2**31, 10**40)]
    assert [page.status_code for page in pages] == [404] * 4
    assert len({page.text.split("<main")[1] for page in pages}) == 1
    for identity in (others.id, 2**31, 10**40):
        chair.post(f"/trial/committees/{identity}", status=404)


def test_what_is_yours_to_see_and_not_to_do_says_who_may(
    enter: Callable[..., PageClient], session: Session, zone: Zone
) -> None:
    """The sentence names the roles of the same row of the policy, in the language of the reader."""
    committee = a_committee(session, zone=zone)
    member = enter(Role.MEMBER, committee=committee)
    assert member.get_raw(f"/trial/zones/{zone.id}").text == zone.name.nl
    dutch = member.get(f"/trial/zones/{zone.id}/edit", status=403)
    assert (dutch.h1, dutch.texts("main p")) == (
        "U mag dit niet doen",
        ["U mag dit hier niet doen. Wie dit wel mag: beheerder."],
    )
    french = member.get(f"/trial/zones/{zone.id}/edit", status=403, language="fr")
    assert french.texts("main p") == ["Vous ne pouvez pas faire ceci ici. Peuvent le faire : administration."]
    member.post(f"/trial/zones/{zone.id}/edit", status=403)
    assert zone.key == "as it was"


def test_a_page_about_no_one_thing_asks_for_the_role_anywhere(
    enter: Callable[..., PageClient], session: Session
) -> None:
    """`may` without a thing asks the same."""
    enter(Role.MONITOR).get("/trial/anywhere", status=403)
    assert enter(Role.ADMINISTRATOR).get_raw("/trial/anywhere").text == "True False"


def test_a_button_asks_the_same_row_as_its_page(enter: Callable[..., PageClient], session: Session) -> None:
    """`may` about a thing answers for this thing."""
    committee = a_committee(session)
    assert enter(Role.SECRETARY, committee=committee).get_raw(f"/trial/committees/{committee.id}").text == "False True"
    assert enter(Role.CHAIR, committee=committee).get_raw(f"/trial/committees/{committee.id}").text == "True True"


def test_a_refusal_names_its_permission(trial_app: Flask) -> None:
    """The error carries what was asked, for whoever logs it."""
    with trial_app.test_request_context():
        assert NotYours(P.ZONE_EDIT).permission is P.ZONE_EDIT


def test_an_unknown_address_says_so(visitor: PageClient, session: Session) -> None:
    """A page that does not exist is answered in the reader's language."""
    assert visitor.get("/nowhere", status=404).h1 == "Deze pagina bestaat niet"
