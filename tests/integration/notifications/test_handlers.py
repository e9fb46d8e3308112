"""What is mailed when something happens to a meeting or an account."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.accounts.events import AccountMailWritten
from cpwb.committees.choices import LanguageRegime
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual, Language
from cpwb.core.events import publish
from cpwb.meetings import service
from cpwb.meetings.choices import ItemKind, MeetingState, Visibility
from cpwb.meetings.models import Meeting
from cpwb.members.choices import Channel
from cpwb.notifications.choices import MessageState
from cpwb.notifications.models import OutboxMessage
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting, a_template_item, an_item
from tests.factories.members import a_mandate, a_person, a_seat

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


@pytest.fixture
def committee(session: Session) -> Committee:
    """A committee with a name in each language."""
    return a_committee(session, name=Bilingual("CoPmittee Gent", "CoPmittee Gand"))


@pytest.fixture
def meeting(session: Session, committee: Committee) -> Meeting:
    """A draft of a meeting with two items, of which one is restricted."""
    meeting = a_meeting(session, committee=committee, starts_at=START, place="Zaal «De Kring»\nGent")
    an_item(session, meeting=meeting, title="Buurtfeest <b>’t Stad</b>")
    an_item(session, meeting=meeting, title="Vertrouwelijk dossier", visibility=Visibility.RESTRICTED)
    an_item(session, meeting=meeting, title="اجتماع\nBcc: x", visibility=Visibility.PUBLIC)
    return meeting


def _mails(session: Session) -> list[OutboxMessage]:
    return list(session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))


def _a_member(session: Session, committee: Committee, *, language: Language = Language.NL, **values: object) -> str:
    """Return the address of a new member."""
    person = a_person(session, committee=committee, language=language, **values)
    a_mandate(session, seat=a_seat(session, committee=committee), person=person)
    return person.contact


def _convene(session: Session, meeting: Meeting) -> None:
    service.convene_meeting(session=session, actor=SYSTEM, meeting=meeting)


def test_convening_writes_one_mail_per_person(session: Session, committee: Committee, meeting: Meeting) -> None:
    """Each in his or her language; who holds two mandates gets one; who uses no e-mail gets none."""
    dutch = _a_member(session, committee)
    french = _a_member(session, committee, language=Language.FR)
    twice = a_person(session, committee=committee)
    for _number in range(2):
        a_mandate(session, seat=a_seat(session, committee=committee), person=twice)
    _a_member(session, committee, channel=Channel.TELEPHONE, contact="09 123 45 67")
    _a_member(session, committee, channel=Channel.POST, contact="Dorp 1, 9000 Gent")
    _a_member(session, a_committee(session))
    _convene(session, meeting)
    mails = _mails(session)
    assert [(mail.recipient, mail.language, mail.state, mail.committee_id) for mail in mails] == [
        (dutch, Language.NL, MessageState.WAITING, committee.id),
        (french, Language.FR, MessageState.WAITING, committee.id),
        (twice.contact, Language.NL, MessageState.WAITING, committee.id),
    ]
    assert len({mail.message_id for mail in mails}) == 3
    assert {mail.kind for mail in mails} == {"meeting_convened"}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "count"),
    [
        (date(2024, 1, 15), None, 1),
        (date(2024, 1, 15), date(2026, 3, 9), 0),
        (date(2024, 1, 15), date(2026, 3, 10), 1),
        (date(2026, 3, 10), None, 1),
        (date(2026, 3, 11), None, 0),
    ],
)
def test_who_sits_there_on_the_day_is_called(
    session: Session, committee: Committee, meeting: Meeting, starts_on: date, ends_on: date | None, count: int
) -> None:
    """A mandate must be in force on the day of the meeting."""
    a_mandate(session, seat=a_seat(session, committee=committee), starts_on=starts_on, ends_on=ends_on)
    _convene(session, meeting)
    assert len(_mails(session)) == count


def test_the_dutch_mail(session: Session, app: Flask, committee: Committee, meeting: Meeting) -> None:
    """Its subject names nothing; its text says when, where and what about, but nothing restricted."""
    _a_member(session, committee)
    _convene(session, meeting)
    [mail] = _mails(session)
    assert mail.subject == "Een document staat klaar"
    assert mail.body == (
        "Beste,\n"
        "\n"
        "U bent uitgenodigd voor een vergadering van CoPmittee Gent.\n"
        "\n"
        "Wanneer: dinsdag 10 maart 2026, van 18.30 tot 20.30 uur\n"
        "Waar: Zaal «De Kring» Gent\n"
        "\n"
        "Op de agenda:\n"
        "- Buurtfeest <b>’t Stad</b>\n"
        "- اجتماع Bcc: x\n"
        "\n"
        "Lees meer nadat u zich hebt aangemeld:\n"
        f"{app.config['CPWB_BASE_URL']}/meetings/{meeting.id}\n"
    )


def test_the_french_mail(session: Session, app: Flask, committee: Committee, meeting: Meeting) -> None:
    """The same in French, with the online link when there is one."""
    meeting.place, meeting.online_link = "", "https://video.example/gent"
    _a_member(session, committee, language=Language.FR)
    _convene(session, meeting)
    [mail] = _mails(session)
    assert mail.subject == "Un document est disponible"
    assert mail.body == (
        "Bonjour,\n"
        "\n"
        "Nous vous invitons à une réunion de «\u00a0CoPmittee Gand\u00a0».\n"
        "\n"
        "Quand\u00a0: mardi 10 mars 2026, de 18\u00a0h\u00a030 à 20\u00a0h\u00a030\n"
        "En ligne\u00a0: https://video.example/gent\n"
        "\n"
        "À l'ordre du jour\u00a0:\n"
        "- Buurtfeest <b>’t Stad</b>\n"
        "- اجتماع Bcc: x\n"
        "\n"
        "Pour en savoir plus, connectez-vous\u00a0:\n"
        f"{app.config['CPWB_BASE_URL']}/meetings/{meeting.id}\n"
    )


def test_each_mail_names_the_items_in_its_language(session: Session, committee: Committee, meeting: Meeting) -> None:
    """As far as they have words in both: what stands on every agenda, and the standing items of the committee."""
    figures = Bilingual("Cijfers van de zone", "Chiffres de la zone")
    a_template_item(session, committee=committee, title=figures)
    an_item(session, meeting=meeting, kind=ItemKind.INFORMATION, title=figures.nl, is_repeated=True)
    an_item(session, meeting=meeting, kind=ItemKind.NEXT_MEETING, title="Volgende vergadering")
    for language in Language:
        _a_member(session, committee, language=language)
    _convene(session, meeting)
    named = {
        mail.language: [line for line in mail.body.splitlines() if line.startswith("- ")] for mail in _mails(session)
    }
    typed = ["- Buurtfeest <b>’t Stad</b>", "- اجتماع Bcc: x"]
    assert named == {
        Language.NL: [*typed, "- Cijfers van de zone", "- Volgende vergadering"],
        Language.FR: [*typed, "- Chiffres de la zone", "- Prochaine réunion"],
    }


def _edit(session: Session, meeting: Meeting, **changes: object) -> None:
    given = {
        name: getattr(meeting, name)
        for name in ("revision", "starts_at", "ends_at", "place", "online_link", "language")
    }
    service.edit_meeting(session=session, actor=SYSTEM, meeting=meeting, **(given | changes))


def test_a_draft_sends_nothing(session: Session, committee: Committee, meeting: Meeting) -> None:
    """Neither when it is changed nor when it is cancelled."""
    _a_member(session, committee)
    _edit(session, meeting, place="Elders")
    service.cancel_meeting(session=session, actor=SYSTEM, meeting=meeting, reason="Geen zaal")
    assert _mails(session) == []


def test_members_hear_of_another_time_or_place(session: Session, committee: Committee, meeting: Meeting) -> None:
    """What they were told before is no longer right; a change that they were not told of is none of their affair."""
    meeting.state, meeting.convened_at = MeetingState.CONVENED, START - timedelta(days=14)
    committee.working_languages = LanguageRegime.NL_FR
    _a_member(session, committee)
    _edit(session, meeting)
    _edit(session, meeting, language=Language.FR)
    assert _mails(session) == []
    _edit(session, meeting, starts_at=START + timedelta(minutes=30), place="Het Gemeentehuis")
    [mail] = _mails(session)
    assert (mail.kind, mail.subject) == ("meeting_changed", "Een document staat klaar")
    assert mail.body.splitlines()[2:6] == [
        "Het tijdstip of de plaats van een vergadering van CoPmittee Gent is gewijzigd. Dit geldt nu:",
        "",
        "Wanneer: dinsdag 10 maart 2026, van 19.00 tot 20.30 uur",
        "Waar: Het Gemeentehuis",
    ]


def test_members_hear_that_a_meeting_is_cancelled(session: Session, committee: Committee, meeting: Meeting) -> None:
    """With the reason."""
    _a_member(session, committee)
    _convene(session, meeting)
    service.cancel_meeting(session=session, actor=SYSTEM, meeting=meeting, reason="De zaal staat\nonder water")
    _first, mail = _mails(session)
    assert (mail.kind, mail.subject) == ("meeting_cancelled", "Een document staat klaar")
    assert mail.body.splitlines()[2:8] == [
        "Deze vergadering van CoPmittee Gent gaat niet door:",
        "",
        "Wanneer: dinsdag 10 maart 2026, van 18.30 tot 20.30 uur",
        "Waar: Zaal «De Kring» Gent",
        "",
        "Reden: De zaal staat onder water",
    ]


def test_the_mail_goes_with_the_act(session: Session, committee: Committee, meeting: Meeting) -> None:
    """When the act is undone, so is the mail."""
    _a_member(session, committee)
    session.commit()
    _convene(session, meeting)
    session.rollback()
    assert (_mails(session), meeting.state) == ([], MeetingState.DRAFT)


def test_an_address_that_would_add_recipients_gets_no_mail(
    session: Session, committee: Committee, meeting: Meeting
) -> None:
    """It is as good as none; the others are called all the same."""
    for contact in ("sam@test.example\nBcc: a@test.example", "a@test.example, b@test.example", "Sam <a@test.example>"):
        _a_member(session, committee, contact=contact)
    good = _a_member(session, committee)
    _convene(session, meeting)
    assert [mail.recipient for mail in _mails(session)] == [good]


def test_mails_about_accounts_are_sent_as_they_are(session: Session) -> None:
    """Their text was written where the link was made."""
    user = a_user(session)
    publish(
        session,
        AccountMailWritten(
            by=None,
            subject_id=user.id,
            kind="invitation",
            recipient=user.email,
            language=Language.FR,
            subject_line="Un message\nvous attend",
            body="Bonjour,\n\nhttps://cpwb.example/x\n",
        ),
    )
    [mail] = _mails(session)
    assert (mail.kind, mail.recipient, mail.language, mail.subject, mail.body, mail.committee_id) == (
        "invitation",
        user.email,
        Language.FR,
        "Un message vous attend",
        "Bonjour,\n\nhttps://cpwb.example/x\n",
        None,
    )
