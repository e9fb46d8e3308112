"""Phrases: a committee keeps the sentences that come back in its minutes, and has them in the room."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.audit.models import AuditEntry
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual, Language
from cpwb.meetings.models import Meeting
from cpwb.members.choices import MandateRole
from cpwb.minutes.models import Phrase
from cpwb.minutes.queries.phrases import SUGGESTIONS
from cpwb.minutes.service.phrases import MAX_PHRASES
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee
from tests.factories.minutes import a_phrase
from tests.integration.minutes.conftest import Table
from tests.page_client import PageClient

CHAIR, SECRETARY, MEMBER = MandateRole.CHAIR, MandateRole.SECRETARY, MandateRole.MEMBER


@pytest.fixture
def chair(table: Table) -> PageClient:
    """The chair, signed in."""
    return table.enter(CHAIR)


def path(committee: Committee) -> str:
    """Return the address of the phrases."""
    return f"/committees/{committee.id}/phrases"


def stored(session: Session) -> list[tuple[int, str, str]]:
    """Return the phrases in their order: place, Dutch, French."""
    phrases = session.scalars(sa.select(Phrase).order_by(Phrase.position))
    return [(phrase.position, phrase.text.nl, phrase.text.fr) for phrase in phrases]


@pytest.mark.parametrize(("role", "status"), [(CHAIR, 200), (SECRETARY, 200), (MEMBER, 403)])
def test_who_keeps_phrases(session: Session, table: Table, role: MandateRole, status: int) -> None:
    """Those who take the minutes."""
    phrase = a_phrase(session, committee=table.committee)
    client = table.enter(role)
    client.get(path(table.committee), status=status)
    client.get(f"{path(table.committee)}/usual", status=status)
    for page in ("edit", "move"):
        client.get(f"/phrases/{phrase.id}/{page}", status=200 if status == 200 else 404)


def test_signed_out_readers_and_neighbours_see_none(
    session: Session, table: Table, visitor: PageClient, sign_in: SignIn
) -> None:
    """Another committee's phrases are not there."""
    phrase = a_phrase(session, committee=table.committee)
    neighbour = sign_in(Role.CHAIR, committee=a_committee(session, zone=table.committee.zone))
    for address in (path(table.committee), f"/phrases/{phrase.id}/edit"):
        visitor.get(address, status=302)
        neighbour.get(address, status=404)
    neighbour.post(f"/phrases/{phrase.id}/remove", status=404)
    assert len(stored(session)) == 1


def test_an_empty_list_offers_the_usual_ones(session: Session, table: Table, chair: PageClient) -> None:
    """All ticked; what is taken over can be changed, and is not offered again."""
    page = chair.get(path(table.committee))
    assert f"{path(table.committee)}/usual" in page.links()
    usual = chair.get(f"{path(table.committee)}/usual")
    boxes = usual.all("input[type=checkbox]")
    assert len(boxes) == len([box for box in boxes if "checked" in box.attrs]) == len(SUGGESTIONS)
    chair.post(f"{path(table.committee)}/usual", {"places": ["0", "2"]})
    assert stored(session) == [
        (1, SUGGESTIONS[0].nl, SUGGESTIONS[0].fr),
        (2, SUGGESTIONS[2].nl, SUGGESTIONS[2].fr),
    ]
    rest = chair.get(f"{path(table.committee)}/usual")
    assert rest.texts(".field-check label") == [text.nl for text in SUGGESTIONS if text.nl not in
                                                {SUGGESTIONS[0].nl, SUGGESTIONS[2].nl}]  # fmt: skip
    chair.post(f"{path(table.committee)}/usual", {"places": "99"}, status=422)
    assert len(stored(session)) == 2


def test_when_all_are_taken_over_the_page_says_so(session: Session, table: Table, chair: PageClient) -> None:
    """And leads back to the list."""
    for text in SUGGESTIONS:
        a_phrase(session, committee=table.committee, text=text)
    page = chair.get(f"{path(table.committee)}/usual")
    assert page.texts(".empty p") == ["Alle gebruikelijke zinnen staan al in de lijst van dit comité."]


def test_a_phrase_is_added_changed_moved_and_taken_out(session: Session, table: Table, chair: PageClient) -> None:
    """Each is in the audit log by its number, never by its words."""
    chair.post(path(table.committee), {"text-nl": "Eén <b>", "text-fr": "Un"})
    chair.post(path(table.committee), {"text-nl": "Twee", "text-fr": ""})
    assert stored(session) == [(1, "Eén <b>", "Un"), (2, "Twee", "")]
    first, second = session.scalars(sa.select(Phrase).order_by(Phrase.position))
    chair.post(f"/phrases/{second.id}/move", {"to": "1"})
    assert stored(session) == [(1, "Twee", ""), (2, "Eén <b>", "Un")]
    page = chair.get(path(table.committee))
    assert page.texts(".ordering-body p") == ["Twee", "Eén <b>", "Un"]
    revision = str(second.revision)
    chair.post(f"/phrases/{second.id}/edit", {"text-nl": "Drie", "text-fr": "Trois", "revision": revision})
    chair.post(f"/phrases/{first.id}/remove")
    assert stored(session) == [(1, "Drie", "Trois")]
    tags = list(
        session.scalars(sa.select(AuditEntry.tag).where(AuditEntry.tag.like("phrase%")).order_by(AuditEntry.id))
    )
    assert tags == ["phrases_added", "phrases_added", "phrase_moved", "phrase_edited", "phrase_removed"]


def test_what_is_refused_says_why(session: Session, table: Table, chair: PageClient) -> None:
    """Nothing typed, too long, a place that is none, and a change on top of an older one."""
    phrase = a_phrase(session, committee=table.committee, position=1, text=Bilingual("Eén"))
    chair.post(path(table.committee), {"text-nl": "", "text-fr": ""}, status=422)
    chair.post(path(table.committee), {"text-nl": "x" * 501, "text-fr": ""}, status=422)
    chair.post(f"/phrases/{phrase.id}/move", {"to": "x"}, status=422)
    chair.post(f"/phrases/{phrase.id}/edit", {"text-nl": "x", "text-fr": "", "revision": "99"}, status=409)
    assert stored(session) == [(1, "Eén", "")]


def test_a_list_stays_short(session: Session, table: Table, chair: PageClient) -> None:
    """One reads it while people talk; the same phrase stands in it once."""
    for number in range(MAX_PHRASES):
        a_phrase(session, committee=table.committee, text=Bilingual(f"zin {number}"))
    page = chair.post(path(table.committee), {"text-nl": "nog een", "text-fr": ""}, status=422)
    assert page.texts(".field-error") == [
        "Fout: Een comité bewaart hoogstens 40 standaardzinnen: verwijder er een die niemand gebruikt."
    ]
    chair.post(path(table.committee), {"text-nl": "zin 1", "text-fr": ""})
    assert len(stored(session)) == MAX_PHRASES


def test_the_room_offers_them_in_the_language_of_the_meeting(
    session: Session, meeting: Meeting, table: Table, chair: PageClient
) -> None:
    """Whatever that of the page; what exists in the other language alone is offered in that one."""
    a_phrase(session, committee=table.committee, text=Bilingual("Goedgekeurd", "Approuvé"))
    a_phrase(session, committee=table.committee, text=Bilingual("Alleen hier"))
    for language, words in ((Language.NL, "Goedgekeurd"), (Language.FR, "Approuvé")):
        meeting.language = language
        page = chair.get(f"/meetings/{meeting.id}/room", language="fr")
        assert page.texts(".editor-phrase") == [words, "Alleen hier"]
        assert page.all(".editor-phrase")[0].attrs["lang"] == language.value


def test_the_cost_of_the_list_does_not_grow(session: Session, table: Table, chair: PageClient) -> None:
    """With one or with three phrases: as many statements."""
    a_phrase(session, committee=table.committee)
    with count_queries() as one:
        chair.get_raw(path(table.committee))
    a_phrase(session, committee=table.committee)
    a_phrase(session, committee=table.committee)
    with count_queries() as three:
        chair.get_raw(path(table.committee))
    assert len(three) == len(one)
