"""The standing items of a committee: kept in an order, and on every agenda that is planned."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.access.permissions import Role
from cpwb.committees.choices import CommitteeState, LanguageRegime
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual, Language
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.meetings import service
from cpwb.meetings.choices import ItemKind, Visibility
from cpwb.meetings.models import AgendaItem, Meeting, TemplateItem
from cpwb.meetings.service.templates import MOST
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee
from tests.factories.meetings import a_template_item

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
FIGURES = Bilingual("Cijfers van de zone", "Chiffres de la zone")


def plan(session: Session, committee: Committee, language: Language = Language.NL, weeks: int = 0) -> Meeting:
    """Plan a meeting of two hours."""
    start = START + timedelta(weeks=weeks)
    return service.plan_meeting(
        session=session,
        actor=SYSTEM,
        committee=committee,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="Stadhuis",
        online_link="",
        language=language,
    )


def add(session: Session, committee: Committee, title: Bilingual = FIGURES, **values: Any) -> TemplateItem:
    """Let an item stand on every agenda."""
    kind = values.pop("kind", ItemKind.INFORMATION)
    return service.add_template_item(
        session=session, actor=SYSTEM, committee=committee, kind=kind, title=title, **values
    )


def stored(session: Session, committee: Committee) -> list[tuple[int, str]]:
    """Return the standing items as they are stored."""
    session.expire_all()
    query = sa.select(TemplateItem).where(TemplateItem.committee_id == committee.id).order_by(TemplateItem.position)
    return [(item.position, item.title.nl) for item in session.scalars(query)]


def test_every_meeting_gets_the_standing_items(session: Session) -> None:
    """Between the opening and the closing kinds, in the language of the meeting, or else in the other one."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    add(session, committee, planned_minutes=10, presenter="wijkwerking", visibility=Visibility.PUBLIC)
    add(session, committee, Bilingual("Rondje langs de wijken"), kind=ItemKind.DISCUSSION)
    meeting = plan(session, committee, Language.FR)
    assert [(item.position, item.kind, item.title) for item in meeting.items] == [
        (1, ItemKind.FOLLOW_UP, "Suivi des points d'action"),
        (2, ItemKind.INFORMATION, "Chiffres de la zone"),
        (3, ItemKind.DISCUSSION, "Rondje langs de wijken"),
        (4, ItemKind.ANY_OTHER_BUSINESS, "Divers"),
        (5, ItemKind.NEXT_MEETING, "Prochaine réunion"),
    ]
    item = meeting.items[1]
    assert (item.planned_minutes, item.presenter, item.visibility) == (10, "wijkwerking", Visibility.PUBLIC)
    assert [item.is_late for item in meeting.items] == [False] * 5


def test_a_standing_item_never_waits_in_the_backlog(session: Session) -> None:
    """The next agenda has it again by itself: it is taken off an agenda, and stays where it was not reached."""
    committee = a_committee(session)
    add(session, committee)
    meeting, cancelled, held = (plan(session, committee, weeks=weeks) for weeks in (0, 10, 20))
    item = next(item for item in meeting.items if item.is_repeated)
    with pytest.raises(RuleBroken):
        service.return_item(session=session, actor=SYSTEM, item=item)
    service.remove_item(session=session, actor=SYSTEM, item=item)
    service.cancel_meeting(session=session, actor=SYSTEM, meeting=cancelled, reason="Ziekte")
    service.start_meeting(session=session, actor=SYSTEM, meeting=held)
    service.close_meeting(session=session, actor=SYSTEM, meeting=held)
    session.expire_all()
    assert [[item.title for item in found.items if item.is_repeated] for found in (meeting, cancelled, held)] == [
        [],
        ["Cijfers van de zone"],
        ["Cijfers van de zone"],
    ]
    assert session.scalar(sa.select(sa.func.count(AgendaItem.id)).where(AgendaItem.meeting_id.is_(None))) == 0


def test_a_standing_item_follows_the_language_of_its_meeting(session: Session) -> None:
    """Its title is said anew when nobody changed it."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    add(session, committee)
    meeting = plan(session, committee)
    service.edit_meeting(
        session=session,
        actor=SYSTEM,
        meeting=meeting,
        revision=meeting.revision,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        online_link="",
        language=Language.FR,
    )
    assert [item.title for item in meeting.items][1] == "Chiffres de la zone"


def test_a_change_reaches_the_agendas_to_come_only(session: Session) -> None:
    """An agenda that has it keeps it, also when the standing item is removed."""
    committee = a_committee(session)
    item = add(session, committee)
    meeting = plan(session, committee)
    service.edit_template_item(
        session=session,
        actor=SYSTEM,
        item=item,
        revision=item.revision,
        kind=ItemKind.DISCUSSION,
        title=Bilingual("Andere cijfers"),
        planned_minutes=None,
        presenter="",
        visibility=Visibility.COMMITTEE,
    )
    later = plan(session, committee, weeks=10)
    service.remove_template_item(session=session, actor=SYSTEM, item=item)
    last = plan(session, committee, weeks=20)
    assert [[item.title for item in found.items if not item.kind.is_standing] for found in (meeting, later, last)] == [
        ["Cijfers van de zone"],
        ["Andere cijfers"],
        [],
    ]


def test_order(session: Session) -> None:
    """Moved, removed and added, they are numbered from 1 without gaps, past the revisions."""
    committee = a_committee(session)
    first, second, third = (add(session, committee, Bilingual(name)) for name in ("een", "twee", "drie"))
    service.move_template_item(session=session, actor=SYSTEM, item=third, to=1)
    assert stored(session, committee) == [(1, "drie"), (2, "een"), (3, "twee")]
    service.remove_template_item(session=session, actor=SYSTEM, item=first)
    service.move_template_item(session=session, actor=SYSTEM, item=third, to=1000)
    assert stored(session, committee) == [(1, "twee"), (2, "drie")]
    assert (second.revision, third.revision) == (1, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": ItemKind.APPROVAL}, "kind"),
        ({"title": Bilingual("", "Chiffres")}, "title"),
    ],
)
def test_standing_items_that_cannot_be(session: Session, values: dict[str, Any], field: str) -> None:
    """No second approval of the minutes; a title in a language that the committee works in."""
    committee = a_committee(session)
    with pytest.raises(RuleBroken) as broken:
        add(session, committee, **values)
    assert broken.value.field == field
    assert stored(session, committee) == []


def test_no_more_than_an_agenda_can_hold(session: Session) -> None:
    """Thirty; a closed committee keeps what it has."""
    committee = a_committee(session)
    for _item in range(MOST):
        add(session, committee)
    with pytest.raises(RuleBroken):
        add(session, committee)
    item = session.scalars(sa.select(TemplateItem).limit(1)).one()
    committee.state, committee.closed_on = CommitteeState.CLOSED, date(2026, 1, 1)
    for act in (lambda: add(session, committee), lambda: edit(session, item, title=Bilingual("Anders"))):
        with pytest.raises(RuleBroken):
            act()


def edit(session: Session, item: TemplateItem, **values: Any) -> None:
    """Edit a standing item, as it is but for `values`."""
    names = ("revision", "kind", "title", "planned_minutes", "presenter", "visibility")
    given = {name: getattr(item, name) for name in names}
    service.edit_template_item(session=session, actor=SYSTEM, item=item, **(given | values))


def test_nobody_overwrites_unseen_changes(session: Session) -> None:
    """A form that was made from an older revision is refused."""
    item = add(session, a_committee(session))
    with pytest.raises(Outdated):
        edit(session, item, revision=item.revision - 1, title=Bilingual("Anders"))


# The pages


TYPED = {
    "title-nl": "Cijfers",
    "title-fr": "",
    "kind": "information",
    "planned_minutes": "10",
    "presenter": "",
    "visibility": "committee",
}


def test_standing_items_are_kept_on_their_page(session: Session, sign_in: SignIn) -> None:
    """Added, edited, moved, removed; a title in the other language only is marked."""
    committee = a_committee(session)
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/committees/{committee.id}/standing-items"
    assert path in client.get(f"/committees/{committee.id}/meetings").links()
    client.post(path, TYPED | {"title-nl": ""}, status=422)
    client.follow(client.post(path, TYPED))
    client.post(path, TYPED | {"title-nl": "Wijken", "title-fr": "Quartiers"})
    assert client.get(path).texts(".ordering h3") == ["Cijfers", "Wijken"]
    page = client.get(path, language="fr")
    assert (page.texts(".ordering h3"), page.texts(".ordering h3 span[lang=nl]")) == (
        ["Cijfers", "Quartiers"],
        ["Cijfers"],
    )
    first, second = session.scalars(sa.select(TemplateItem.id).order_by(TemplateItem.id)).all()
    client.post(f"/standing-items/{second}/move", {"to": "1"})
    client.post(f"/standing-items/{first}/edit", TYPED | {"title-nl": "Andere cijfers", "revision": "1"})
    client.post(f"/standing-items/{first}/edit", TYPED | {"revision": "1"}, status=409)
    assert client.get(path).texts(".ordering h3") == ["Wijken", "Andere cijfers"]
    client.get(f"/standing-items/{first}/edit")
    client.get(f"/standing-items/{first}/move")
    client.post(f"/standing-items/{second}/remove")
    assert stored(session, committee) == [(1, "Andere cijfers")]


def test_restricted_standing_items(session: Session, sign_in: SignIn) -> None:
    """The coordinator keeps the others, does not see these, and cannot make one."""
    committee = a_committee(session)
    hidden = a_template_item(session, committee=committee, position=1, visibility=Visibility.RESTRICTED)
    shown = a_template_item(session, committee=committee, position=2)
    client = sign_in(Role.COORDINATOR, zone=committee.zone)
    path = f"/committees/{committee.id}/standing-items"
    assert client.get(path).texts(".ordering h3") == [shown.title.nl]
    client.get(f"/standing-items/{hidden.id}/edit", status=404)
    client.post(f"/standing-items/{hidden.id}/remove", status=404)
    client.post(path, TYPED | {"visibility": "restricted"}, status=422)
    assert len(sign_in(Role.CHAIR, committee=committee).get(path).texts(".ordering h3")) == 2


def test_members_do_not_keep_standing_items(session: Session, sign_in: SignIn) -> None:
    """They read the agendas that are made of them."""
    committee = a_committee(session)
    item = a_template_item(session, committee=committee)
    client = sign_in(Role.MEMBER, committee=committee)
    client.get(f"/committees/{committee.id}/standing-items", status=403)
    client.get(f"/standing-items/{item.id}/edit", status=404)


def test_one_and_three(session: Session, sign_in: SignIn) -> None:
    """The number of statements does not grow with the standing items."""
    committee = a_committee(session)
    client = sign_in(Role.CHAIR, committee=committee)
    counts = []
    for number in (1, 2):
        for _item in range(number):
            a_template_item(session, committee=committee)
        client.get_raw(f"/committees/{committee.id}/standing-items")
        with count_queries() as statements:
            client.get_raw(f"/committees/{committee.id}/standing-items")
        counts.append(len(statements))
    assert counts[0] == counts[1]
