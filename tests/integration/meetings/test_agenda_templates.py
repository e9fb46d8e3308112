"""The agenda templates of a committee: kept on their pages, and chosen when a meeting is planned."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.access.permissions import Role
from cpwb.committees.choices import CommitteeState, LanguageRegime
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual, Language
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.meetings import service
from cpwb.meetings.choices import ItemKind, Visibility
from cpwb.meetings.models import AgendaItem, AgendaTemplate, Meeting, TemplateItem
from cpwb.meetings.service.agenda_templates import MOST_TEMPLATES
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee
from tests.factories.meetings import a_template_item, an_agenda_template

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
VISIT = Bilingual("Bezoek aan de wijk", "Visite du quartier")
WALK = Bilingual("Wandeling", "Promenade")
TYPED = {
    "title-nl": "Wandeling",
    "title-fr": "Promenade",
    "kind": "information",
    "planned_minutes": "30",
    "presenter": "",
    "visibility": "committee",
}


def add(session: Session, committee: Committee, name: Bilingual = VISIT) -> AgendaTemplate:
    """Make a template."""
    return service.add_agenda_template(session=session, actor=SYSTEM, committee=committee, name=name)


def plan(session: Session, committee: Committee, template: AgendaTemplate | None, weeks: int = 0) -> Meeting:
    """Plan a meeting in French with a template, or without one."""
    start = START + timedelta(weeks=weeks)
    return service.plan_meeting(
        session=session,
        actor=SYSTEM,
        committee=committee,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="Stadhuis",
        online_link="",
        language=Language.FR,
        template=template,
    )


def titles(meeting: Meeting) -> list[str]:
    """Return what an agenda has beside its opening and closing kinds."""
    return [item.title for item in meeting.items if not item.kind.is_standing]


def test_a_meeting_gets_the_items_of_its_template(session: Session) -> None:
    """After the standing ones; other meetings, and other templates, have nothing of it."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    template, other = add(session, committee), add(session, committee, Bilingual("Evaluatie", "Évaluation"))
    a_template_item(session, committee=committee, title=Bilingual("Cijfers", "Chiffres"))
    a_template_item(session, committee=committee, template=template, title=WALK, planned_minutes=30)
    a_template_item(session, committee=committee, template=other, title=Bilingual("Terugblik", "Bilan"))
    meeting = plan(session, committee, template)
    assert titles(meeting) == ["Chiffres", "Promenade"]
    item = next(item for item in meeting.items if item.title == "Promenade")
    assert (item.planned_minutes, item.comes_back, item.shown_title) == (30, False, WALK)
    assert meeting.items[-1].kind is ItemKind.NEXT_MEETING
    assert titles(plan(session, committee, None, weeks=4)) == ["Chiffres"]


def test_its_items_follow_the_language_of_the_meeting(session: Session) -> None:
    """A meeting that changes its language has their titles anew."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    template = add(session, committee)
    a_template_item(session, committee=committee, template=template, title=WALK)
    meeting = plan(session, committee, template)
    service.edit_meeting(
        session=session,
        actor=SYSTEM,
        meeting=meeting,
        revision=meeting.revision,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        online_link="",
        language=Language.NL,
    )
    assert titles(meeting) == ["Wandeling"]


def test_what_was_not_reached_waits(session: Session) -> None:
    """The next agenda does not have it again by itself, so it goes to the backlog; a standing item does not."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    template = add(session, committee)
    a_template_item(session, committee=committee, title=Bilingual("Cijfers", "Chiffres"))
    a_template_item(session, committee=committee, template=template, title=WALK)
    meeting = plan(session, committee, template)
    service.start_meeting(session=session, actor=SYSTEM, meeting=meeting)
    service.close_meeting(session=session, actor=SYSTEM, meeting=meeting)
    session.expire_all()
    assert titles(meeting) == ["Chiffres"]
    waiting = session.scalars(sa.select(AgendaItem).where(AgendaItem.meeting_id.is_(None))).all()
    assert [item.title for item in waiting] == ["Promenade"]


def test_each_list_has_its_own_order(session: Session) -> None:
    """Items are numbered from 1 in their template, and move there alone."""
    committee = a_committee(session)
    template = add(session, committee)
    lists = {}
    for owner in (None, template):
        lists[owner] = [
            service.add_template_item(
                session=session,
                actor=SYSTEM,
                committee=committee,
                template=owner,
                kind=ItemKind.INFORMATION,
                title=Bilingual(name),
            )
            for name in ("een", "twee")
        ]
    service.move_template_item(session=session, actor=SYSTEM, item=lists[template][1], to=1)
    assert [item.position for item in lists[template]] == [2, 1]
    assert [item.position for item in lists[None]] == [1, 2]


def test_templates_that_cannot_be(session: Session) -> None:
    """A name in a language of the committee; not more than one can choose from; none for a closed committee."""
    committee = a_committee(session)
    with pytest.raises(RuleBroken) as broken:
        add(session, committee, Bilingual("", "Visite"))
    assert broken.value.field == "name"
    for _template in range(MOST_TEMPLATES):
        add(session, committee)
    with pytest.raises(RuleBroken):
        add(session, committee)
    committee.state, committee.closed_on = CommitteeState.CLOSED, clock.today()
    template = session.scalars(sa.select(AgendaTemplate).limit(1)).one()
    with pytest.raises(RuleBroken):
        rename(session, template, name=WALK)


def rename(session: Session, template: AgendaTemplate, **values: Any) -> None:
    """Call a template something else, from its present revision but for `values`."""
    given = {"revision": template.revision} | values
    service.rename_agenda_template(session=session, actor=SYSTEM, template=template, **given)


def test_nobody_overwrites_an_unseen_name(session: Session) -> None:
    """A form that was made from an older revision is refused."""
    template = add(session, a_committee(session))
    with pytest.raises(Outdated):
        rename(session, template, revision=template.revision - 1, name=WALK)


# The pages


def test_templates_are_kept_and_chosen(session: Session, sign_in: SignIn) -> None:
    """Made, filled, renamed, chosen when a meeting is planned, and removed."""
    committee = a_committee(session)
    client = sign_in(Role.SECRETARY, committee=committee)
    standing, planning = f"/committees/{committee.id}/standing-items", f"/committees/{committee.id}/meetings/plan"
    adding = f"/committees/{committee.id}/agenda-templates/add"
    assert adding in client.get(standing).links()
    assert client.get(planning).texts("select[name=template]") == []
    client.get(adding)
    client.post(adding, {"name-nl": "", "name-fr": ""}, status=422)
    page = client.follow(client.post(adding, {"name-nl": "Bezoek", "name-fr": "Visite"}))
    template = session.scalars(sa.select(AgendaTemplate)).one()
    path = f"/agenda-templates/{template.id}"
    client.post(path, TYPED | {"title-nl": ""}, status=422)
    page = client.follow(client.post(path, TYPED))
    assert page.texts(".ordering h3") == ["Wandeling"]
    item = session.scalars(sa.select(TemplateItem.id)).one()
    client.get(f"/standing-items/{item}/edit")
    page = client.follow(client.post(f"/standing-items/{item}/edit", TYPED | {"title-nl": "Tocht", "revision": "1"}))
    assert page.texts(".ordering h3") == ["Tocht"]
    client.get(f"{path}/edit")
    client.post(f"{path}/edit", {"name-nl": "Wijkbezoek", "name-fr": "Visite", "revision": "1"})
    client.post(f"{path}/edit", {"name-nl": "Iets anders", "name-fr": "", "revision": "1"}, status=409)
    assert path in client.get(standing).links()
    assert client.get(standing).texts(".ordering h3") == []
    assert "Wijkbezoek" in client.get(planning).texts("select[name=template] option")
    day = clock.today() + timedelta(days=40)
    client.post(
        planning,
        {
            "day": f"{day:%d/%m/%Y}",
            "starts_at": "18.30",
            "ends_at": "20.30",
            "place": "Stadhuis",
            "online_link": "",
            "language": "nl",
            "template": str(template.id),
            "anyway": "y",
        },
    )
    assert titles(session.scalars(sa.select(Meeting)).one()) == ["Tocht"]
    client.post(f"{path}/remove")
    client.get(path, status=404)


def test_a_template_that_is_removed(session: Session, sign_in: SignIn) -> None:
    """Its items go with it, the standing ones and the agendas stay."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    template = add(session, committee)
    standing = a_template_item(session, committee=committee)
    a_template_item(session, committee=committee, template=template, title=WALK)
    meeting = plan(session, committee, template)
    sign_in(Role.CHAIR, committee=committee).post(f"/agenda-templates/{template.id}/remove")
    session.expire_all()
    assert session.scalars(sa.select(AgendaTemplate)).all() == []
    assert session.scalars(sa.select(TemplateItem)).all() == [standing]
    assert "Promenade" in titles(meeting)


def test_nobody_throws_away_what_is_hidden(session: Session, sign_in: SignIn) -> None:
    """The coordinator does not see a restricted item, and does not remove the template that has it; the chair does."""
    committee = a_committee(session)
    template = an_agenda_template(session, committee=committee)
    hidden = a_template_item(session, committee=committee, template=template, visibility=Visibility.RESTRICTED)
    path = f"/agenda-templates/{template.id}"
    client = sign_in(Role.COORDINATOR, zone=committee.zone)
    assert hidden.title.nl not in client.get(path).texts(".ordering h3")
    client.post(f"{path}/remove", status=422)
    client = sign_in(Role.CHAIR, committee=committee)
    assert hidden.title.nl in client.get(path).texts(".ordering h3")
    client.post(f"{path}/remove")
    client.get(path, status=404)


def test_a_template_of_another_committee(session: Session, sign_in: SignIn) -> None:
    """Nobody reads it, or plans a meeting with it."""
    committee = a_committee(session)
    own, other = (an_agenda_template(session, committee=home) for home in (committee, a_committee(session)))
    client = sign_in(Role.CHAIR, committee=committee)
    client.get(f"/agenda-templates/{own.id}")
    client.get(f"/agenda-templates/{other.id}", status=404)
    offered = client.get(f"/committees/{committee.id}/meetings/plan").texts("select[name=template] option")
    assert offered == ["geen: alleen de vaste punten", own.name.nl]
    sign_in(Role.MEMBER, committee=committee).get(f"/agenda-templates/{own.id}", status=404)


def test_one_and_three(session: Session, sign_in: SignIn) -> None:
    """The number of statements does not grow with the templates and their items."""
    committee = a_committee(session)
    client = sign_in(Role.CHAIR, committee=committee)
    first = an_agenda_template(session, committee=committee)
    counts = []
    for number in (1, 2):
        for _item in range(number):
            a_template_item(session, committee=committee, template=first)
            an_agenda_template(session, committee=committee)
        for path in (f"/agenda-templates/{first.id}", f"/committees/{committee.id}/standing-items"):
            client.get_raw(path)
            with count_queries() as statements:
                client.get_raw(path)
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
