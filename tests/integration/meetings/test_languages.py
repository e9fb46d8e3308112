"""An agenda in the language of its reader: what has words in both, and a mark where a text exists only in the other."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.access.permissions import Role
from cpwb.committees.choices import LanguageRegime
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual, Language
from cpwb.meetings import service
from cpwb.meetings.choices import STANDING_TITLES, ItemKind, MeetingState
from cpwb.meetings.models import AgendaItem, Meeting, TemplateItem
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, a_template_item, an_item

FIGURES = Bilingual("Cijfers van de zone", "Chiffres de la zone")


@pytest.fixture
def figures(session: Session) -> TemplateItem:
    """A standing item of a committee that works in both languages."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    return a_template_item(session, committee=committee, title=FIGURES)


@pytest.fixture
def meeting(session: Session, figures: TemplateItem) -> Meeting:
    """A Dutch meeting as it is planned, with an item that somebody wrote."""
    start = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
    made = service.plan_meeting(
        session=session,
        actor=SYSTEM,
        committee=figures.committee,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place="Stadhuis",
        online_link="",
        language=Language.NL,
    )
    service.add_item(
        session=session, actor=SYSTEM, meeting=made, kind=ItemKind.DISCUSSION, title="Onthaal", explanation="Waar?"
    )
    session.commit()
    return made


def repeated(session: Session, committee: Committee, **values: Any) -> AgendaItem:
    """Return an item as a standing item of the committee put it on a Dutch agenda."""
    given: dict[str, Any] = {"kind": ItemKind.INFORMATION, "title": FIGURES.nl, "is_repeated": True}
    return an_item(session, meeting=a_meeting(session, committee=committee), **(given | values))


# What a title is in either language


@pytest.mark.parametrize("kind", STANDING_TITLES)
def test_the_title_of_a_standing_kind(session: Session, kind: ItemKind) -> None:
    """In both languages, whichever of them the agenda was given."""
    meeting = a_meeting(session, committee=a_committee(session))
    words = STANDING_TITLES[kind]
    found = [an_item(session, meeting=meeting, kind=kind, title=text).shown_title for text in (words.nl, words.fr)]
    assert found == [words, words]
    assert an_item(session, meeting=meeting, title=words.nl).shown_title == Bilingual(nl=words.nl)


def test_the_title_of_a_standing_item(session: Session, figures: TemplateItem) -> None:
    """In both languages, whichever of them the agenda was given."""
    items = [repeated(session, figures.committee, title=text) for text in (FIGURES.nl, FIGURES.fr)]
    assert [item.shown_title for item in items] == [FIGURES, FIGURES]


def test_the_title_of_a_standing_item_in_one_language(session: Session, figures: TemplateItem) -> None:
    """Is in that language, also on the agenda of a meeting in the other one."""
    figures.title = Bilingual(nl=FIGURES.nl)
    meeting = a_meeting(session, committee=figures.committee, language=Language.FR)
    item = an_item(session, meeting=meeting, kind=ItemKind.INFORMATION, title=FIGURES.nl, is_repeated=True)
    assert item.shown_title == Bilingual(nl=FIGURES.nl)


@pytest.mark.parametrize(
    "changed", [{"title": "Cijfers van de zone 2026"}, {"kind": ItemKind.DECISION}, {"is_repeated": False}]
)
def test_what_a_person_typed_stays_as_typed(session: Session, figures: TemplateItem, changed: dict[str, Any]) -> None:
    """Another title or kind, or an item that only looks the same: it is in the language of the meeting."""
    item = repeated(session, figures.committee, **changed)
    assert item.shown_title == Bilingual(nl=item.title)


def test_a_standing_item_of_another_committee_says_nothing(session: Session, figures: TemplateItem) -> None:
    """Each committee has its own."""
    assert repeated(session, a_committee(session)).shown_title == Bilingual(nl=FIGURES.nl)


def test_a_standing_item_that_changed(session: Session, figures: TemplateItem) -> None:
    """An item that has it from before shows what it was given."""
    figures.title = Bilingual("Andere cijfers", "D'autres chiffres")
    session.flush()
    assert repeated(session, figures.committee).shown_title == Bilingual(nl=FIGURES.nl)


@pytest.mark.parametrize(
    ("regime", "shown"),
    [
        (LanguageRegime.NL, Bilingual(nl="Onthaal")),
        (LanguageRegime.FR, Bilingual(fr="Onthaal")),
        (LanguageRegime.NL_FR, Bilingual("Onthaal", "Onthaal")),
    ],
)
def test_a_proposal_is_in_the_language_of_its_committee(
    session: Session, regime: LanguageRegime, shown: Bilingual
) -> None:
    """Of one that works in both, nobody knows in which it was written: nothing is claimed."""
    committee = a_committee(session, working_languages=regime)
    assert an_item(session, committee=committee, title="Onthaal").shown_title == shown


# Pages


@pytest.mark.parametrize(("page", "title"), [("", "main .card-item h3"), ("/agenda", "main .ordering-body h3")])
def test_an_agenda_is_read_in_the_language_of_the_reader(
    sign_in: SignIn, meeting: Meeting, page: str, title: str
) -> None:
    """What has words in both is in French for a reader in French; the rest is marked, in words too."""
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    french, dutch = (client.get(f"/meetings/{meeting.id}{page}", language=language) for language in ("fr", "nl"))
    words = ["Suivi des points d'action", "Chiffres de la zone", "Onthaal", "Divers", "Prochaine réunion"]
    assert [found.split(". ", 1)[-1] for found in french.texts(title)] == words
    assert french.texts(f"{title} span[lang=nl]") == ["Onthaal"]
    assert french.texts("main p > span[lang=nl]") == ["Waar?"]
    assert [tag for tag in french.texts("main .tag") if "uniquement" in tag] == ["en néerlandais uniquement"]
    words = ["Opvolging van de actiepunten", "Cijfers van de zone", "Onthaal", "Varia", "Volgende vergadering"]
    assert [found.split(". ", 1)[-1] for found in dutch.texts(title)] == words
    assert dutch.all("main span[lang]") == []
    assert [tag for tag in dutch.texts("main .tag") if "alleen" in tag] == []


def test_an_explanation_in_the_other_language_is_marked(session: Session, sign_in: SignIn, meeting: Meeting) -> None:
    """Also where the title has words in both."""
    meeting.items[0].explanation = "Neem de lijst mee."
    session.commit()
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    page = client.get(f"/meetings/{meeting.id}", language="fr")
    marked = page.texts(f"#item-{meeting.items[0].id} .tag")
    assert "en néerlandais uniquement" in marked


def test_buttons_are_named_in_the_language_of_the_reader(sign_in: SignIn, meeting: Meeting) -> None:
    """And so is what an act is answered with."""
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    page = client.get(f"/meetings/{meeting.id}/agenda", language="fr")
    names = [name for name in page.texts("main .visually-hidden") if "Chiffres" in name]
    assert "– Chiffres de la zone" in names
    assert [name for name in page.texts("main .visually-hidden") if "Cijfers" in name] == []
    client.post(f"/items/{meeting.items[1].id}/remove", language="fr")
    answer = client.get_raw(f"/meetings/{meeting.id}/agenda", language="fr")
    assert "«\u00a0Chiffres de la zone\u00a0» a été retiré de cet ordre du jour." in answer.text


@pytest.mark.parametrize("page", ["", "/agenda", "/convene"])
def test_one_and_three(session: Session, sign_in: SignIn, figures: TemplateItem, page: str) -> None:
    """The number of statements does not grow with the standing items on an agenda."""
    meeting = a_meeting(session, committee=figures.committee)
    client = sign_in(Role.CHAIR, committee=figures.committee)

    def add(number: int) -> None:
        for place in range(number):
            title = Bilingual(f"{page} punt {number}.{place}", f"{page} point {number}.{place}")
            a_template_item(session, committee=figures.committee, title=title)
            an_item(session, meeting=meeting, kind=ItemKind.INFORMATION, title=title.nl, is_repeated=True)
        session.commit()

    counts = []
    for number in (1, 2):
        add(number)
        client.get_raw(f"/meetings/{meeting.id}{page}", language="fr")
        with count_queries() as statements:
            answer = client.get_raw(f"/meetings/{meeting.id}{page}", language="fr")
        assert f"{page} point 1.0" in answer.text
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["history", "earlier"])
def test_a_subject_through_the_years(session: Session, sign_in: SignIn, figures: TemplateItem, page: str) -> None:
    """The number of statements does not grow with the treatments of a standing item."""
    client = sign_in(Role.CHAIR, committee=figures.committee)
    counts: list[int] = []
    earlier: AgendaItem | None = None
    for number in (1, 2):
        for _ in range(number):
            held = a_meeting(session, committee=figures.committee, state=MeetingState.CLOSED)
            before = earlier.id if earlier else None
            given: dict[str, Any] = {"title": FIGURES.nl, "is_repeated": True, "notes": "<div>12</div>"}
            earlier = an_item(session, meeting=held, kind=ItemKind.INFORMATION, earlier_item_id=before, **given)
            a_decision(session, item=earlier)
        new = an_item(session, committee=figures.committee, earlier_item_id=earlier.id if earlier else None)
        session.commit()
        client.get_raw(f"/items/{new.id}/{page}", language="fr")
        with count_queries() as statements:
            answer = client.get_raw(f"/items/{new.id}/{page}", language="fr")
        assert "Chiffres de la zone" in answer.text
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_title_that_says_its_kind_has_no_tag_of_it(session: Session, sign_in: SignIn, meeting: Meeting) -> None:
    """The kind that stands on every agenda is told where somebody has called it something else."""
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    first, path = f"#item-{meeting.items[0].id} .tag", f"/meetings/{meeting.id}/agenda"
    assert [client.get(path, language=language).texts(first) for language in ("nl", "fr")] == [[], []]
    meeting.items[0].title = "Wat we beloofden"
    session.commit()
    assert client.get(path).texts(first) == ["opvolging van de actiepunten"]
