"""The pages of initiatives: who sees what, what a form refuses, and that nothing typed is lost."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.committees.choices import LanguageRegime
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.dates import short_date
from cpwb.initiatives.choices import InitiativeState
from cpwb.initiatives.models import Evaluation, Initiative, InitiativeSession, Milestone
from tests.conftest import SignIn, count_queries
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, a_zone, an_organisation
from tests.factories.initiatives import an_initiative, an_initiative_session
from tests.integration.initiatives.conftest import a_milestone
from tests.page_client import PageClient

COUNTS = {"reached_police": "4", "reached_community": "60", "women": "28", "men": "35", "sex_not_stated": "1"}


# -- lists ------------------------------------------------------------------------------------------------------------


def test_the_lists_show_progress_and_people(
    session: Session, sign_in: SignIn, member: PageClient, committee: Committee, initiative: Initiative
) -> None:
    """The committee's own list, and for the monitor all of them with filters in the URL."""
    a_milestone(session, initiative, reached_on=clock.today())
    an_initiative_session(session, initiative=initiative)
    an_initiative(session, title=Bilingual("Campagne van iedereen"), state=InitiativeState.IDEA)
    session.commit()
    monitor = sign_in(Role.MONITOR)

    page = member.get(f"/committees/{committee.id}/initiatives")
    assert page.texts("tbody tr .cell") == [
        "Voetbaltornooi",
        "CoPmittee Gent",
        "lopend",
        "100 % 100 %",
        "10",
        "",
    ]
    assert monitor.get("/initiatives").texts("tbody th") == ["Campagne van iedereen", "Voetbaltornooi"]
    assert monitor.get("/initiatives?state=idea").texts("tbody th") == ["Campagne van iedereen"]
    assert monitor.get(f"/initiatives?zone={committee.zone_id}&q=voetbal").texts("tbody th") == ["Voetbaltornooi"]
    assert monitor.get(f"/initiatives?committee={committee.id}&sort=-title").texts(".part-count") == ["1"]
    assert monitor.get("/initiatives?zone=x&committee=999999999999&state=junk&page=0&sort=x").status == 200


def test_an_empty_list_offers_to_add(
    session: Session, sign_in: SignIn, chair: PageClient, committee: Committee
) -> None:
    """The chair is offered a first initiative, a member is not."""
    path = f"/committees/{committee.id}/initiatives"

    assert len(chair.get(path).all(".empty a")) == 1
    assert sign_in(Role.MEMBER, committee=committee).get(path).all(".empty a, .page-actions a") == []


@pytest.mark.parametrize("path", ["/initiatives", "/committees/{committee}/initiatives"])
def test_a_list_costs_the_same_with_one_and_three(
    session: Session, chair: PageClient, committee: Committee, path: str
) -> None:
    """Progress, people and places come with the rows."""
    counts = []
    for number in (1, 2):
        for _ in range(number):
            one = an_initiative(session, committee=committee)
            a_milestone(session, one)
            an_initiative_session(session, initiative=one)
        session.commit()
        with count_queries() as statements:
            assert chair.get_raw(path.format(committee=committee.id)).status_code == 200
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_a_page_costs_the_same_with_one_and_three(
    session: Session, chair: PageClient, committee: Committee, initiative: Initiative
) -> None:
    """Partners, milestones, sessions and action points are read as lists."""
    counts = []
    for number in (1, 2):
        for _ in range(number):
            organisation = an_organisation(session)
            initiative.partners.append(organisation)
            initiative.actions.append(an_action(session, committee=committee, owner_organisation=organisation))
            an_action(session, committee=committee, owner_organisation=organisation)
            a_milestone(session, initiative)
            an_initiative_session(session, initiative=initiative)
        session.commit()
        with count_queries() as statements:
            assert chair.get_raw(f"/initiatives/{initiative.id}").status_code == 200
        counts.append(len(statements))

    assert counts[0] == counts[1]


# -- one initiative ---------------------------------------------------------------------------------------------------


def test_the_whole_life_of_an_initiative(session: Session, chair: PageClient, committee: Committee) -> None:
    """Recorded, planned, held, evaluated: each step from a form of its own."""
    partner = an_organisation(session, name=Bilingual("vzw De Brug", "ASBL Le Pont"))
    sent = {
        "title-nl": "Escape game <b>nu</b>",
        "summary-nl": "Gemengde groepjes lossen raadsels op.",
        "kind": "community",
        "objective": "trust",
        "partners": [str(partner.id)],
        "starts_on": "1/5/2024",
    }
    chair.get(f"/committees/{committee.id}/initiatives/new")
    page = chair.follow(chair.post(f"/committees/{committee.id}/initiatives/new", sent))
    made = session.scalars(sa.select(Initiative)).one()
    base = f"/initiatives/{made.id}"
    assert (page.h1, [one.id for one in made.partners]) == ("Escape game <b>nu</b>", [partner.id])

    for state in ("planned", "running"):
        chair.post(f"{base}/state", {"state": state})
    chair.post(f"{base}/milestones", {"title-nl": "Zaal gevonden", "due_on": "10/5/2024"})
    milestone = session.scalars(sa.select(Milestone)).one()
    today = chair.get(f"/milestones/{milestone.id}/reach").one("#reached_on").attrs["value"]
    assert today == short_date(clock.today())
    chair.post(f"/milestones/{milestone.id}/reach", {"reached_on": "9.5.2024"})
    chair.get(f"{base}/sessions/new")
    chair.post(f"{base}/sessions/new", {"held_on": "23/5/2024", "place": "Sporthal"} | COUNTS)
    words = {"worked-nl": "Het nagesprek", "hard-nl": "Uren", "learnt-nl": "Begeleider van buiten de politie"}
    chair.get(f"{base}/evaluation")
    chair.post(f"{base}/evaluation", words | {"revision": "0"})
    for state in ("finished", "evaluated"):
        chair.post(f"{base}/state", {"state": state})

    page = chair.get(base)
    assert page.texts(".page-head .tag") == ["geëvalueerd"]
    assert page.texts("#milestones tbody .cell")[2].startswith("9 mei 2024")
    assert page.texts("#people .figure-value") == ["64", "–"]
    assert page.texts("#people .disclosure dd") == ["28", "35", "0", "1"]
    assert page.texts("#evaluation dd") == ["Het nagesprek", "Uren", "Begeleider van buiten de politie"]
    assert page.all("form#move") == []


def test_others_see_few_people_as_less_than_five(
    session: Session, sign_in: SignIn, chair: PageClient, member: PageClient, initiative: Initiative
) -> None:
    """Those who record see what they typed; members and the monitor the shown counts, nowhere the raw ones."""
    an_initiative_session(
        session, initiative=initiative, reached_police=0, reached_community=64, women=28, men=35, sex_not_stated=1
    )
    session.commit()
    path = f"/initiatives/{initiative.id}"

    for reader in (member, sign_in(Role.MONITOR)):
        page = reader.get(path)
        assert page.texts("#people .disclosure dd") == ["niet getoond", "35", "0", "< 5"]
        assert page.texts("#sessions tbody .cell")[2:] == ["64", "0", "64", "0", "–"]
        assert page.all("main form, .part-actions a, .page-actions a") == []
    assert chair.get(path).texts("#people .disclosure dd") == ["28", "35", "0", "1"]


def test_in_brussels_both_languages_are_asked_for(session: Session, sign_in: SignIn) -> None:
    """The page says what is missing, and the refusal too."""
    committee = a_committee(session, zone=a_zone(session, language_regime=LanguageRegime.NL_FR))
    idea = an_initiative(session, committee=committee, state=InitiativeState.IDEA, summary=Bilingual("", "Énigmes"))
    session.commit()
    chair = sign_in(Role.CHAIR, committee=committee)

    assert chair.get(f"/initiatives/{idea.id}").texts(".notice-info") == [
        "Voor dit initiatief in voorbereiding kan gaan, is nog nodig: de samenvatting in het Nederlands."
    ]
    page = chair.post(f"/initiatives/{idea.id}/state", {"state": "planned"}, status=422)
    assert page.texts(".field-error") == [
        "Fout: Deze zone richt zich in al haar talen tot het publiek. Schrijf eerst: de samenvatting in het Nederlands."
    ]
    assert session.get_one(Initiative, idea.id).state is InitiativeState.IDEA


def test_editing_what_somebody_else_changed_keeps_both_texts(
    session: Session, chair: PageClient, initiative: Initiative
) -> None:
    """The answer is 409 with what is there now; saving again takes it."""
    sent = {"title-nl": "Tornooi in juni", "kind": "community", "objective": "trust", "summary-nl": "Ploegen"}
    path = f"/initiatives/{initiative.id}/edit"
    assert chair.get(path).one("#revision").attrs["value"] == "1"
    chair.post(path, sent | {"revision": "1"})

    page = chair.post(path, sent | {"title-nl": "Mijn titel", "revision": "1"}, status=409)

    assert page.one("#title-nl").attrs["value"] == "Mijn titel"
    assert page.texts("dd")[0] == "Tornooi in juni"
    chair.post(path, sent | {"title-nl": "Mijn titel", "revision": page.one("#revision").attrs["value"]})
    session.expire_all()
    assert initiative.title.nl == "Mijn titel"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title-nl": ""}, "title-nl"),
        ({"title-nl": "x" * 10_000}, "title-nl"),
        ({"summary-fr": "x" * 10_000}, "summary-nl"),
        ({"description-nl": "PV GE.30.L1.001234/2026"}, "description-nl"),
        ({"starts_on": "31/2/2024"}, "starts_on"),
        ({"starts_on": "2/5/2024", "ends_on": "1/5/2024"}, "ends_on"),
        ({"objective": "everything"}, "objective"),
        ({"kind": ""}, "kind"),
        ({"partners": ["999999"]}, "partners"),
        ({"partners": ["1 OR 1=1"]}, "partners"),
    ],
)
def test_junk_is_refused(
    session: Session, chair: PageClient, committee: Committee, wrong: dict[str, Any], field: str
) -> None:
    """The summary leads to the field, what was typed is still there, nothing is written."""
    sent = {"title-nl": "Escape game", "kind": "community", "objective": "trust", "place": "<script>Sporthal"}

    page = chair.post(f"/committees/{committee.id}/initiatives/new", sent | wrong, status=422)

    assert [link.attrs["href"] for link in page.all("[role=alert] a")] == [f"#{field}"]
    assert page.one("#place").attrs["value"] == "<script>Sporthal"
    assert session.scalars(sa.select(Initiative)).all() == []


# -- parts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": ""}, "held_on"),
        ({"held_on": "1/1/2199"}, "held_on"),
        ({"women": "-1"}, "women"),
        ({"women": "veel"}, "women"),
        ({"men": "99999999999"}, "men"),
        ({"men": "36"}, "women"),
        ({"under_18": "3"}, "under_18"),
        ({"satisfaction_answers": "65"}, "satisfaction_answers"),
        ({"satisfaction_answers": "6", "satisfaction_good": "7"}, "satisfaction_good"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    session: Session, chair: PageClient, initiative: Initiative, wrong: dict[str, str], field: str
) -> None:
    """The sentence stands at the field; what was typed is still there."""
    sent = {"held_on": "23/5/2024"} | COUNTS | wrong

    page = chair.post(f"/initiatives/{initiative.id}/sessions/new", sent, status=422)

    assert [link.attrs["href"] for link in page.all("[role=alert] a")] == [f"#{field}"]
    assert page.one("#reached_community").attrs["value"] == "60"
    assert session.scalars(sa.select(InitiativeSession)).all() == []


def test_a_session_is_corrected_and_removed(session: Session, chair: PageClient, initiative: Initiative) -> None:
    """A stale form is answered with what is there now."""
    occasion = an_initiative_session(session, initiative=initiative)
    session.commit()
    path = f"/sessions/{occasion.id}"
    sent = {"held_on": "24/5/2024", "place": "Zaal", "revision": "1"} | COUNTS

    assert chair.get(f"{path}/edit").one("#reached_police").attrs["value"] == "4"
    chair.post(f"{path}/edit", sent)
    outdated = chair.post(f"{path}/edit", sent | {"place": "Elders"}, status=409)
    assert (outdated.one("#place").attrs["value"], outdated.texts("dd")[1]) == ("Elders", "Zaal")
    chair.post(f"{path}/remove")

    assert session.scalars(sa.select(InitiativeSession)).all() == []


def test_a_milestone_is_reopened_and_removed(session: Session, chair: PageClient, initiative: Initiative) -> None:
    """One that was reached cannot be removed before it is opened again."""
    milestone = a_milestone(session, initiative, reached_on=clock.today())

    chair.post(f"/milestones/{milestone.id}/remove", status=422)
    chair.post(f"/milestones/{milestone.id}/reach", {"reached_on": "1/5/2024"}, status=422)
    chair.post(f"/milestones/{milestone.id}/reopen")
    chair.post(f"/milestones/{milestone.id}/reach", {"reached_on": "1/1/2199"}, status=422)
    chair.post(f"/milestones/{milestone.id}/remove")
    page = chair.post(f"/initiatives/{initiative.id}/milestones", {"title-nl": "", "due_on": "x"}, status=422)

    assert len(page.all(".field-error")) == 2
    assert session.scalars(sa.select(Milestone)).all() == []


def test_an_action_point_is_linked_and_unlinked(
    session: Session, chair: PageClient, committee: Committee, initiative: Initiative
) -> None:
    """Only those of the committee are on offer."""
    owner = an_organisation(session)
    action = an_action(session, committee=committee, owner_organisation=owner, title="Terrein reserveren")
    elsewhere = an_action(session, committee=a_committee(session), owner_organisation=owner)
    session.commit()
    path = f"/initiatives/{initiative.id}"

    chair.get(f"{path}/actions")
    for junk in (str(elsewhere.id), "", "x", "99999999999999999999"):
        chair.post(f"{path}/actions", {"action_id": junk}, status=422)
    chair.post(f"{path}/actions", {"action_id": str(action.id)})
    assert chair.get(path).texts("#actions tbody th") == ["1. Terrein reserveren"]
    chair.post(f"{path}/actions/unlink", {"action_id": str(elsewhere.id)}, status=422)
    chair.post(f"{path}/actions/unlink", {"action_id": str(action.id)})

    session.expire_all()
    assert initiative.actions == []


def test_an_evaluation_needs_its_three_parts(session: Session, chair: PageClient, initiative: Initiative) -> None:
    """One language is enough for each; a stale form is answered with what is there now."""
    path = f"/initiatives/{initiative.id}/evaluation"
    words = {"worked-nl": "Het nagesprek", "hard-fr": "Les heures", "learnt-nl": "Begeleider"}

    page = chair.post(path, {"worked-nl": "Het nagesprek", "revision": "0"}, status=422)
    assert [link.attrs["href"] for link in page.all("[role=alert] a")] == ["#hard-nl", "#learnt-nl"]
    assert session.scalars(sa.select(Evaluation)).all() == []
    chair.post(path, words | {"revision": "0"})
    chair.post(path, words | {"learnt-nl": "Begeleiding", "revision": "1"})
    outdated = chair.post(path, words | {"learnt-nl": "Anders", "revision": "1"}, status=409)

    assert outdated.texts("dd")[2] == "Begeleiding"
    assert outdated.texts("#learnt-nl") == ["Anders"]
