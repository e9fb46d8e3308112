"""What everybody can read: public summaries, and what a file or a fingerprint belongs to."""

import io
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from cpwb.accounts.signing import sealing_keys
from cpwb.committees.choices import LanguageRegime, Side
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import Meeting
from cpwb.members.choices import MandateRole
from cpwb.minutes import queries, service
from cpwb.minutes.choices import MinutesState, SummaryState, Verdict
from cpwb.minutes.models import Minutes, PublicSummary
from cpwb.minutes.queries import community_last_names, names_community_member
from cpwb.minutes.seal import sealed
from cpwb.minutes.snapshot import canonical, digest_of
from cpwb.minutes.views.things import SEAL
from tests.conftest import count_queries
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting
from tests.factories.members import a_mandate, a_person, a_seat
from tests.factories.minutes import a_version, some_minutes
from tests.integration.accounts.sessions import small_limit
from tests.integration.minutes.conftest import Table
from tests.page_client import Page, PageClient

CHAIR, CO_CHAIR, SECRETARY, MEMBER = (
    MandateRole.CHAIR,
    MandateRole.CO_CHAIR,
    MandateRole.SECRETARY,
    MandateRole.MEMBER,
)
HOSTILE = "O'Brien & <b>Zoë</b> {{ 7*7 }} %s"
BOTH = {"text-nl": f"Besproken: {HOSTILE}", "text-fr": "Discuté", "revision": "0"}


@pytest.fixture
def approved(session: Session, table: Table, meeting: Meeting) -> Minutes:
    """Minutes that both sides approved."""
    meeting.items[2].notes = "<div>Geheim besproken</div>"
    meeting.state = MeetingState.CLOSED
    minutes = table.minutes(meeting)
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    for role in (CHAIR, CO_CHAIR):
        service.approve_minutes(session=session, actor=table.actor(role), minutes=minutes)
    session.commit()
    return minutes


def at(minutes: Minutes, end: str = "") -> str:
    """Return an address of the minutes."""
    return f"/meetings/{minutes.meeting_id}/minutes{end}"


# The public summary


def test_a_summary_is_written_published_and_withdrawn(
    session: Session, table: Table, approved: Minutes, visitor: PageClient
) -> None:
    """By the secretary; everybody reads it in both languages without an account, and nothing else."""
    secretary = table.enter(SECRETARY)
    secretary.get(at(approved, "/summary"))
    secretary.post(at(approved, "/summary/publish"), status=404)
    written = secretary.follow(secretary.post(at(approved, "/summary"), BOTH))
    assert written.texts("#summary .tag") == ["niet gepubliceerd"]
    assert written.texts("#summary button") == ["Samenvatting publiceren"]
    assert visitor.get("/public/minutes").texts("main .empty") == ["Er is nog geen samenvatting gepubliceerd."]
    seen = {"revision": written.one("#summary input[name=revision]").attrs["value"] or ""}
    published = secretary.follow(secretary.post(at(approved, "/summary/publish"), seen))
    assert published.texts("#summary button") == ["Samenvatting intrekken"]
    (summary,) = session.query(PublicSummary).all()
    address = f"/public/minutes/{summary.id}"
    assert visitor.get("/public/minutes").links() == [address]
    page = visitor.get(address)
    assert page.h1 == "Samenvatting van vergadering 5 van CoPmittee Gent"
    assert page.texts("main p") == ["dinsdag 10 maart 2026", f"Besproken: {HOSTILE}"]
    assert visitor.get(address, language="fr").texts("main p")[-1] == "Discuté"
    assert address in table.enter(MEMBER).get(at(approved)).links()
    secretary.post(at(approved, "/summary"), BOTH | {"revision": str(summary.revision)}, status=422)
    secretary.post(at(approved, "/summary/withdraw"))
    visitor.get(address, status=404)
    secretary.post(at(approved, "/summary/withdraw"), status=422)
    assert summary.state is SummaryState.WITHDRAWN and summary.withdrawn_at is not None
    secretary.post(at(approved, "/summary/publish"), {"revision": str(summary.revision)})
    assert visitor.get(address).status == 200
    for verb in ("", "/publish", "/withdraw"):
        table.enter(MEMBER).post(at(approved, f"/summary{verb}"), BOTH, status=403)


@pytest.mark.parametrize("seen", [0, None, "x"])
def test_only_the_text_that_was_seen_is_published(
    session: Session, table: Table, approved: Minutes, seen: int | str | None
) -> None:
    """Somebody else wrote another one since the page was loaded; or the page does not tell which it showed."""
    secretary = table.enter(SECRETARY)
    secretary.post(at(approved, "/summary"), BOTH)
    (summary,) = session.query(PublicSummary).all()
    first = summary.revision
    secretary.post(at(approved, "/summary"), BOTH | {"text-nl": "Anders", "revision": str(first)})
    sent = {} if seen is None else {"revision": str(first if seen == 0 else seen)}
    page = secretary.post(at(approved, "/summary/publish"), sent, status=409)
    assert "Iemand anders heeft deze tekst intussen gewijzigd." in page.text
    assert (summary.text.nl, summary.state) == ("Anders", SummaryState.DRAFT)


def test_it_is_written_in_the_languages_of_the_zone(session: Session, table: Table, approved: Minutes) -> None:
    """A bilingual zone asks both; one of one language that one."""
    actor = table.actor(CHAIR)
    summary = service.write_summary(
        session=session, actor=actor, minutes=approved, text=Bilingual("Alleen Nederlands", ""), revision=0
    )
    table.committee.zone.language_regime = LanguageRegime.NL_FR
    with pytest.raises(RuleBroken):
        service.publish_summary(session=session, actor=actor, summary=summary, revision=summary.revision)
    table.committee.zone.language_regime = LanguageRegime.FR
    with pytest.raises(RuleBroken):
        service.publish_summary(session=session, actor=actor, summary=summary, revision=summary.revision)
    table.committee.zone.language_regime = LanguageRegime.NL
    service.publish_summary(session=session, actor=actor, summary=summary, revision=summary.revision)
    assert summary.state is SummaryState.PUBLISHED


def test_only_approved_minutes_have_one_in_public(
    session: Session, table: Table, approved: Minutes, visitor: PageClient
) -> None:
    """A draft can have a text, which is not published."""
    actor = table.actor(CHAIR)
    other = some_minutes(session, meeting=a_meeting(session, committee=table.committee, number=8))
    both = Bilingual("Nederlands", "Français")
    summary = service.write_summary(session=session, actor=actor, minutes=other, text=both, revision=0)
    with pytest.raises(RuleBroken):
        service.publish_summary(session=session, actor=actor, summary=summary, revision=summary.revision)
    with pytest.raises(Outdated):
        service.write_summary(session=session, actor=actor, minutes=other, text=both, revision=summary.revision + 1)
    session.commit()
    visitor.get(f"/public/minutes/{summary.id}", status=404)


def test_it_names_no_community_member(session: Session, table: Table, approved: Minutes) -> None:
    """Not when it is written, nor when somebody takes a seat before it is published; with consent neither."""
    page = table.enter(SECRETARY).post(
        at(approved, "/summary"), BOTH | {"text-fr": "Selon IDRIS  denkbeeldig, c'est clair."}, status=422
    )
    assert page.texts(".field-error")[0].startswith("Fout: Deze tekst noemt een lid namens de gemeenschappen")
    assert "IDRIS" in page.one("textarea[lang=fr]").to_text()
    actor = table.actor(SECRETARY)
    summary = service.write_summary(
        session=session, actor=actor, minutes=approved, text=Bilingual("Zoé Nieuwkomer", "x"), revision=0
    )
    seat = a_seat(session, committee=table.committee, side=Side.COMMUNITY)
    person = a_person(session, committee=table.committee, first_name="Zoë", last_name="Nieuwkomer")
    a_mandate(session, seat=seat, person=person)
    with pytest.raises(RuleBroken):
        service.publish_summary(session=session, actor=actor, summary=summary, revision=summary.revision)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hana Fictief sprak.", True),
        ("hana\nFICTIEF", True),
        ("Fictief Hana", True),
        ("Hàna Fïctief", True),
        ("Hana sprak.", False),
        ("Johana Fictief", False),
        ("Hana Fictiefs", False),
        ("Fien Voorbeeld opent.", False),
        ("", False),
    ],
)
def test_names_are_found_however_they_are_written(session: Session, table: Table, text: str, named: bool) -> None:
    """Capitals, accents and white space make no difference; a longer word is another name; the police may be named."""
    assert names_community_member(session, table.committee.id, text) is named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Awa N'Diaye sprak.", True),
        ("Awa N\u2019Diaye sprak.", True),
        ("awa n\u02bcdiaye", True),
        ("Awa N\u2011Diaye", True),
        ("A\u200bwa N'Dia\u00adye", True),
        ("Awa Diaye", False),
    ],
)
def test_names_are_found_whatever_signs_stand_in_them(session: Session, table: Table, text: str, named: bool) -> None:
    """Telephones and Word write an apostrophe in their own way, and some signs cannot be seen."""
    seat = a_seat(session, committee=table.committee, side=Side.COMMUNITY)
    person = a_person(session, committee=table.committee, first_name="Awa", last_name="N'Diaye")
    a_mandate(session, seat=seat, person=person)
    assert names_community_member(session, table.committee.id, text) is named


@pytest.mark.parametrize(
    "text", ["Mevrouw Fictief vroeg het.", "Denkbeeldig, Idris", "I. Denkbeeldig", "M. Denkbeeldig"]
)
def test_a_name_is_refused_in_every_form_also_knowingly(
    session: Session, table: Table, approved: Minutes, text: str
) -> None:
    """The tick is for words that can be something else."""
    secretary = table.enter(SECRETARY)
    page = secretary.post(at(approved, "/summary"), BOTH | {"text-nl": text, "knowingly": "y"}, status=422)
    assert page.texts(".field-error")[0].startswith("Fout: Deze tekst noemt een lid namens de gemeenschappen")
    assert session.query(PublicSummary).all() == []


def test_a_last_name_that_can_be_a_word_is_asked_about(session: Session, table: Table, approved: Minutes) -> None:
    """Once the writer says that it is a word, it is saved and can be published; last names of the police are free."""
    seat = a_seat(session, committee=table.committee, side=Side.COMMUNITY)
    a_mandate(
        session, seat=seat, person=a_person(session, committee=table.committee, first_name="Noor", last_name="Klein")
    )
    session.commit()
    secretary = table.enter(SECRETARY)
    assert secretary.get(at(approved, "/summary")).all("#knowingly") == []
    free = {"text-nl": "Voorbeeld: een klein bedrag.", "text-fr": "x", "revision": "0"}
    assert secretary.post(at(approved, "/summary"), free).response.status_code == 302
    (summary,) = session.query(PublicSummary).all()
    sent = {"text-nl": "Klein onderhoud volgt.", "text-fr": "x", "revision": str(summary.revision)}
    asked = secretary.post(at(approved, "/summary"), sent, status=422)
    assert asked.texts(".field-error") == [
        "Fout: In deze tekst staat een woord dat ook de achternaam is van een lid namens de gemeenschappen: Klein. Een "
        "publieke samenvatting noemt niemand van hen bij naam. Haal het weg, of vink aan dat het een gewoon woord is."
    ]
    assert asked.texts(".notice label") == ["Dit is een gewoon woord, niet de naam van een lid"]
    assert "checked" not in asked.one("#knowingly").attrs
    assert asked.one("textarea[lang=nl]").to_text().strip() == "Klein onderhoud volgt."
    session.refresh(summary)
    assert summary.text.nl == free["text-nl"]
    secretary.follow(secretary.post(at(approved, "/summary"), sent | {"knowingly": "y"}))
    session.refresh(summary)
    assert summary.text.nl == "Klein onderhoud volgt."
    secretary.follow(secretary.post(at(approved, "/summary/publish"), {"revision": str(summary.revision)}))
    session.refresh(summary)
    assert summary.state is SummaryState.PUBLISHED


def test_the_one_name_of_somebody_is_found(session: Session, table: Table) -> None:
    """Who has one name has a dash for the other."""
    seat = a_seat(session, committee=table.committee, side=Side.COMMUNITY)
    person = a_person(session, committee=table.committee, first_name="Nawroz", last_name="-")
    a_mandate(session, seat=seat, person=person)
    assert community_last_names(session, table.committee.id, "zei Nawroz", "x - y") == ["Nawroz"]
    assert names_community_member(session, table.committee.id, "x", "mevrouw Nawroz")
    assert not names_community_member(session, table.committee.id, "Nawroz - y")


def test_the_list_costs_as_much_with_three_as_with_one(session: Session, visitor: PageClient) -> None:
    """One or three summaries, as many statements."""

    def add() -> None:
        meeting = a_meeting(session, committee=a_committee(session))
        minutes = some_minutes(session, meeting=meeting, state=MinutesState.APPROVED)
        values = {"text": Bilingual("a", "b"), "state": SummaryState.PUBLISHED, "published_at": clock.now()}
        session.add(PublicSummary(committee=meeting.committee, minutes=minutes, **values))
        session.commit()

    def statements() -> int:
        with count_queries() as found:
            assert visitor.get_raw("/public/minutes").status_code == 200
        return len(found)

    add()
    before = statements()
    add()
    add()
    assert statements() == before


# Verification


def verify(client: PageClient, *, file: bytes | None = None, digest: str = "", status: int = 200) -> Page:
    """Send a file or a fingerprint."""
    data: dict[str, Any] = {"digest": digest}
    if file is not None:
        data["file"] = (io.BytesIO(file), "verslag.pdf")
    return client.post("/public/verify", data, status=status)


def test_a_pdf_is_recognised_and_a_changed_byte_is_found(
    session: Session, table: Table, approved: Minutes, visitor: PageClient
) -> None:
    """The chair's copy, and what is handed round, which differ; nobody needs an account to check one."""
    readers = ((CHAIR, "/chairs-copy.pdf"), (MEMBER, ".pdf"))
    papers = [table.enter(role).get_raw(at(approved, end)).data for role, end in readers]
    assert papers[0] != papers[1]
    visitor.get("/public/verify")
    for paper in papers:
        page = verify(visitor, file=paper)
        assert page.texts("#result .notice-good") == [
            "Deze pdf is gemaakt van een goedgekeurd verslag, en er is sindsdien geen byte aan gewijzigd."
        ]
        assert page.texts("#result dd")[2:4] == ["5 – 10 maart 2026", "1"]
        assert approved.digest in page.texts("#result dd")
        assert page.texts("#result a") == []
        place = paper.index(b"/Type")
        changed = verify(visitor, file=paper[:place] + b"/type" + paper[place + 5 :])
        assert changed.texts("#result .notice-bad") == [
            "Deze pdf is gewijzigd sinds ze werd gemaakt. Ga er niet van uit dat ze klopt."
        ]
    (version,) = approved.versions
    signed_in = table.enter(MEMBER)
    assert f"/approved-minutes/{version.id}" in verify(signed_in, file=papers[1]).links()


def test_the_pdf_of_a_draft_belongs_to_nothing(
    session: Session, table: Table, meeting: Meeting, visitor: PageClient
) -> None:
    """It carries no seal."""
    draft = table.enter(CHAIR).get_raw(f"/meetings/{meeting.id}/minutes.pdf").data
    assert verify(visitor, file=draft).texts("#result .notice-warn") == [
        "Dit hoort hier bij geen enkel goedgekeurd verslag: het is een ontwerp of iets anders, of het werd gewijzigd."
    ]


def test_the_data_are_recognised_to_the_byte(
    session: Session, table: Table, approved: Minutes, visitor: PageClient
) -> None:
    """As they were downloaded; with one more space they are something else."""
    (version,) = approved.versions
    data = table.enter(CHAIR).get_raw(f"/approved-minutes/{version.id}.json").data
    assert verify(visitor, file=data).texts("#result .notice-good") == [
        "Dit bestand is byte voor byte wat werd goedgekeurd."
    ]
    assert verify(visitor, file=data + b"\n").texts("#result .notice") == verify(visitor, file=b"x").texts(
        "#result .notice"
    )


def test_a_fingerprint_is_recognised(session: Session, table: Table, approved: Minutes, visitor: PageClient) -> None:
    """All of it or what stands at the foot of a page, in capitals and with spaces; nothing shorter."""
    digest = str(approved.digest)
    for typed in (
        digest,
        digest[:12],
        digest.upper(),
        " ".join(digest[place : place + 8] for place in range(0, 64, 8)),
    ):
        assert len(verify(visitor, digest=typed).all("#result .notice-good")) == 1
    for typed in (digest[:11], "f" * 64, f"{digest}0", "%" * 12, HOSTILE):
        assert len(verify(visitor, digest=typed).all("#result .notice-warn")) == 1
    empty = verify(visitor, status=422)
    assert empty.texts(".field-error") == ["Fout: Kies een bestand of typ een vingerafdruk."]


def test_an_old_version_is_recognised_as_such(
    session: Session, table: Table, approved: Minutes, visitor: PageClient
) -> None:
    """The page says when it was reopened."""
    old = a_version(
        session,
        minutes=approved,
        number=2,
        snapshot={"version": 1},
        digest=digest_of({"version": 1}),
        reopened_on=clock.today(),
    )
    session.commit()
    page = verify(visitor, file=canonical(old.snapshot))
    assert "Heropend op" in page.texts("#result dt")


@given(place=st.integers(0, 10_000), change=st.integers(1, 255))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_changed_byte_is_overlooked(
    app: Flask, session: Session, table: Table, approved: Minutes, place: int, change: int
) -> None:
    """Of a sealed file, or of the data."""
    keys = sealing_keys(SEAL)
    pdf = sealed(b"%PDF-1.7\nbody\nstartxref\n9\n%%EOF\n", digest=str(approved.digest), key=keys[0])
    assert queries.verified_file(session, pdf, keys=keys).verdict is Verdict.PRINTED
    for file in (pdf, canonical(approved.snapshot or {})):
        at_place = place % len(file)
        changed = file[:at_place] + bytes([file[at_place] ^ change]) + file[at_place + 1 :]
        found = queries.verified_file(session, changed, keys=keys)
        assert found.verdict in (Verdict.CHANGED, Verdict.UNKNOWN)


def test_the_secret_before_this_one_still_checks(
    app: Flask, session: Session, approved: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it is named among the earlier ones."""
    pdf = sealed(b"%PDF-1.7\nstartxref\n9\n%%EOF\n", digest=str(approved.digest), key=sealing_keys(SEAL)[0])
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.config["SECRET_KEY"]])
    monkeypatch.setitem(app.config, "SECRET_KEY", "another secret")
    assert queries.verified_file(session, pdf, keys=sealing_keys(SEAL)).verdict is Verdict.PRINTED
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", None)
    assert queries.verified_file(session, pdf, keys=sealing_keys(SEAL)).verdict is Verdict.CHANGED


def test_asking_is_limited(app: Flask, visitor: PageClient) -> None:
    """Nobody signs in for it, and reading a file takes a while; looking at the page is free."""
    with small_limit(app, "2 per minute", "CPWB_PUBLIC_FORM_LIMIT"):
        for status in (200, 200, 429):
            verify(visitor, digest="f" * 64, status=status)
        visitor.get("/public/verify")


def test_the_foot_of_every_page_leads_there(visitor: PageClient) -> None:
    """Visitors find the summaries and the check of a document without knowing their addresses."""
    links = [link.attrs["href"] for link in visitor.get("/").all("footer a")]
    assert links == ["/public/minutes", "/public/verify", "/who-may-do-what"]
