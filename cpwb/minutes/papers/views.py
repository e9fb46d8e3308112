"""The papers to download, and the page on which their house style is set."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from cpwb.access.guard import Loads, Pages, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.accounts.signing import sealing_keys
from cpwb.actions.queries import has_restricted_unfinished
from cpwb.committees.models import Committee
from cpwb.core.extensions import current_session
from cpwb.meetings.models import Meeting
from cpwb.minutes.chairs_copy import has_chairs_copy
from cpwb.minutes.integrity import check_intact
from cpwb.minutes.models import Minutes, MinutesVersion
from cpwb.minutes.papers import queries, service
from cpwb.minutes.papers.action_list import action_list as action_list_paper
from cpwb.minutes.papers.attendance import attendance_list as attendance_list_paper
from cpwb.minutes.papers.forms import HouseStyleForm
from cpwb.minutes.papers.house import house_of
from cpwb.minutes.papers.invitation import chairs_copy as chairs_copy_paper
from cpwb.minutes.papers.invitation import invitation as invitation_paper
from cpwb.minutes.papers.minutes import minutes_paper
from cpwb.minutes.papers.models import HouseStyle
from cpwb.minutes.papers.parts import Paper
from cpwb.minutes.papers.pdf import pdf_of
from cpwb.minutes.papers.preview import preview as preview_paper
from cpwb.minutes.papers.year_book import year_book as year_book_paper
from cpwb.minutes.queries import addenda_of, nameable, restricted_among
from cpwb.minutes.seal import sealed
from cpwb.minutes.snapshot import mandates_in, present_snapshot, unreached_in
from cpwb.minutes.views.things import APPROVED, SEAL
from cpwb.ui.locale import speaking

pages = Pages("papers", __name__, template_folder="templates")

_OF_A_COMMITTEE = (joinedload(Committee.zone),)
COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW, options=_OF_A_COMMITTEE)
MEETING = Loads(
    Meeting,
    "meeting_id",
    "meeting",
    P.MEETING_VIEW,
    options=(joinedload(Meeting.committee).joinedload(Committee.zone),),
)
MINUTES = Loads(
    Minutes,
    "meeting_id",
    "minutes",
    P.MINUTES_VIEW,
    options=(joinedload(Minutes.meeting), joinedload(Minutes.committee).joinedload(Committee.zone)),
    key="meeting_id",
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _answer(paper: Paper, suffix: str, *, digest: str | None = None) -> ResponseReturnValue:
    """Give a paper as a PDF, to look at, or as a Word file, to save; with a digest the PDF is sealed."""
    if suffix == "pdf":
        made, kind, how = pdf_of(paper), "application/pdf", "inline"
        made = sealed(made, digest=digest, key=sealing_keys(SEAL)[0]) if digest else made
    else:
        made, kind, how = _word_of(paper), WORD, "attachment"
    response = make_response(made)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'{how}; filename="{paper.file_name}.{suffix}"'
    return response


def _word_of(paper: Paper) -> bytes:
    from cpwb.minutes.papers.word import word_of  # noqa: PLC0415 -- only a Word file waits for python-docx

    return word_of(paper)


# Papers of a meeting


@pages.page("/meetings/<int:meeting_id>/invitation.<any(pdf, docx):suffix>", access=P.AGENDA_VIEW, loads=MEETING)
def invitation(meeting: Meeting, suffix: str) -> ResponseReturnValue:
    """Give the invitation with the agenda."""
    return _answer(invitation_paper(current_session(), current_actor(), meeting), suffix)


@pages.page("/meetings/<int:meeting_id>/attendance-list.<any(pdf, docx):suffix>", access=P.MEETING_PLAN, loads=MEETING)
def attendance_list(meeting: Meeting, suffix: str) -> ResponseReturnValue:
    """Give the attendance list to sign."""
    return _answer(attendance_list_paper(current_session(), meeting), suffix)


@pages.page("/meetings/<int:meeting_id>/chairs-copy.<any(pdf, docx):suffix>", access=P.AGENDA_PRINT, loads=MEETING)
def chairs_copy(meeting: Meeting, suffix: str) -> ResponseReturnValue:
    """Give the agenda with restricted items and times, to those who read restricted items."""
    return _answer(chairs_copy_paper(current_session(), current_actor(), meeting), suffix)


@pages.page("/meetings/<int:meeting_id>/minutes.<any(pdf, docx):suffix>", access=P.MINUTES_VIEW, loads=MINUTES)
def minutes(minutes: Minutes, suffix: str) -> ResponseReturnValue:
    """Give the minutes in their own language, a draft marked as such."""
    return _minutes(minutes, minutes.standing, suffix)


@pages.page(
    "/meetings/<int:meeting_id>/minutes/chairs-copy.<any(pdf, docx):suffix>", access=P.AGENDA_PRINT, loads=MINUTES
)
def minutes_chairs_copy(minutes: Minutes, suffix: str) -> ResponseReturnValue:
    """Give the minutes with their restricted items, if they have any."""
    return _minutes(minutes, minutes.standing, suffix, chairs_copy=True)


@pages.page("/approved-minutes/<int:approved_id>.<any(pdf, docx):suffix>", access=P.MINUTES_VIEW, loads=APPROVED)
def approved(version: MinutesVersion, suffix: str) -> ResponseReturnValue:
    """Give minutes as they were approved once, with their corrections."""
    return _minutes(version.minutes, version, suffix)


@pages.page(
    "/approved-minutes/<int:approved_id>/chairs-copy.<any(pdf, docx):suffix>", access=P.AGENDA_PRINT, loads=APPROVED
)
def approved_chairs_copy(version: MinutesVersion, suffix: str) -> ResponseReturnValue:
    """Give minutes as they were approved once with their restricted items and corrections, if they have any."""
    return _minutes(version.minutes, version, suffix, chairs_copy=True)


def _minutes(
    minutes: Minutes, version: MinutesVersion | None, suffix: str, *, chairs_copy: bool = False
) -> ResponseReturnValue:
    """Give a version of minutes, or the draft; the PDF of a version is sealed, so that a change of it can be found."""
    session, actor = current_session(), current_actor()
    if version is not None:
        check_intact(version)
    snapshot = version.snapshot if version else present_snapshot(session, minutes)
    if chairs_copy and not has_chairs_copy(session, actor, minutes, version, snapshot):
        raise NotFound
    addenda = addenda_of(session, actor, minutes, version=version.number) if version else ()
    digest = version.digest if version else None
    with speaking(snapshot["language"]):
        house = house_of(session, minutes.committee)
    paper = minutes_paper(
        snapshot,
        digest=digest,
        draft=version is None,
        nameable=nameable(session, mandates_in(snapshot)),
        with_restricted=chairs_copy,
        restricted_since=restricted_among(session, unreached_in(snapshot)),
        house=house,
        addenda=[addendum for addendum in addenda if chairs_copy or addendum.is_unrestricted],
    )
    return _answer(paper, suffix, digest=digest)


# Papers of a committee


@pages.page("/committees/<int:committee_id>/action-list.<any(pdf, docx):suffix>", access=P.ACTION_VIEW, loads=COMMITTEE)
def action_list(committee: Committee, suffix: str) -> ResponseReturnValue:
    """Give the list of open action points."""
    return _answer(action_list_paper(current_session(), current_actor(), committee), suffix)


@pages.page(
    "/committees/<int:committee_id>/action-list/chairs-copy.<any(pdf, docx):suffix>",
    access=P.AGENDA_PRINT,
    loads=COMMITTEE,
)
def action_list_chairs_copy(committee: Committee, suffix: str) -> ResponseReturnValue:
    """Give the list of open action points with the restricted ones, if there are any."""
    session, actor = current_session(), current_actor()
    if not has_restricted_unfinished(session, actor, committee):
        raise NotFound
    return _answer(action_list_paper(session, actor, committee, chairs_copy=True), suffix)


@pages.page("/committees/<int:committee_id>/year-books", access=P.AGENDA_VIEW, loads=COMMITTEE)
def year_books(committee: Committee) -> ResponseReturnValue:
    """List the years of which there is a year book."""
    years = queries.years_with_minutes(current_session(), current_actor(), committee)
    return render_template("papers/year_books.html", committee=committee, years=years)


@pages.page(
    "/committees/<int:committee_id>/year-books/<int:year>.<any(pdf, docx):suffix>",
    access=P.AGENDA_VIEW,
    loads=COMMITTEE,
)
def year_book(committee: Committee, year: int, suffix: str) -> ResponseReturnValue:
    """Give all approved minutes of a year with an index of decisions and the results of action points."""
    session, actor = current_session(), current_actor()
    if year not in dict(queries.years_with_minutes(session, actor, committee)):
        raise NotFound
    return _answer(year_book_paper(session, actor, committee, year), suffix)


# The house style


@pages.page(
    "/committees/<int:committee_id>/house-style", access=P.COMMITTEE_EDIT, loads=COMMITTEE, methods=("GET", "POST")
)
def house_style(committee: Committee) -> ResponseReturnValue:
    """Set the logo and the lines that the papers of a committee carry."""
    session, actor = current_session(), current_actor()
    style = queries.house_style_of(session, committee) or HouseStyle.of(committee)
    has_logo = queries.has_logo(session, committee)
    form = HouseStyleForm.of(style, has_logo=has_logo)
    if form.carries_out(
        lambda: service.set_house_style(session=session, actor=actor, committee=committee, **form.values())
    ):
        flash(_("The house style was saved. All papers carry it from now on."))
        return redirect(url_for(".house_style", committee_id=committee.id))
    return form.page("papers/house_style.html", committee=committee, style=style, has_logo=has_logo)


@pages.page("/committees/<int:committee_id>/house-style/logo.png", access=P.COMMITTEE_EDIT, loads=COMMITTEE)
def logo(committee: Committee) -> ResponseReturnValue:
    """Show the logo."""
    style = queries.house_style_of(current_session(), committee, with_logo=True)
    if style is None or not style.logo:
        raise NotFound
    response = make_response(style.logo)
    response.headers["Content-Type"] = "image/png"
    return response


@pages.page(
    "/committees/<int:committee_id>/house-style/preview.<any(pdf, docx):suffix>",
    access=P.COMMITTEE_EDIT,
    loads=COMMITTEE,
)
def preview(committee: Committee, suffix: str) -> ResponseReturnValue:
    """Give a paper with an example of everything."""
    return _answer(preview_paper(current_session(), committee), suffix)
