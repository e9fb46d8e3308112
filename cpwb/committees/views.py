"""The pages of zones, organisations and committees."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from wtforms.fields.choices import SelectChoice

from cpwb.access.guard import Loads, Pages, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees import queries, service
from cpwb.committees.choices import ApprovalRule, Nth, OrganisationState, RhythmKind, Weekday, ZoneState
from cpwb.committees.forms import (
    CloseForm,
    CommitteeFilters,
    EditCommitteeForm,
    EditOrganisationForm,
    EditZoneForm,
    MergeZoneForm,
    NewCommitteeForm,
    OrganisationFilters,
    OrganisationForm,
    ZoneFilters,
    ZoneForm,
)
from cpwb.committees.models import Committee, Organisation, Zone
from cpwb.core import clock
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.core.words import said
from cpwb.ui.addresses import asked_page
from cpwb.ui.locale import current_language
from cpwb.ui.sorting import Sorting

pages = Pages("committees", __name__, template_folder="templates")

ZONE = Loads(Zone, "zone_id", "zone", P.ZONE_VIEW)
ORGANISATION = Loads(
    Organisation, "organisation_id", "organisation", P.ORGANISATION_VIEW, options=(joinedload(Organisation.zone),)
)
COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW, options=(joinedload(Committee.zone),))

#: What the form of a new committee proposes.
START = {
    "rhythm_kind": RhythmKind.WEEKS,
    "rhythm_weeks": 10,
    "rhythm_nth": Nth.SECOND,
    "rhythm_weekday": Weekday.TUESDAY,
    "rhythm_months": 1,
    "review_days": 10,
    "approval_rule": ApprovalRule.BOTH_SIDES,
}


# -- zones ------------------------------------------------------------------------------------------------------------


@pages.page("/zones", access=P.ZONE_VIEW)
def zones() -> ResponseReturnValue:
    """List the zones; those that merged only when asked for."""
    session, actor = current_session(), current_actor()
    filters = ZoneFilters(state=ZoneState.CURRENT.value)
    provinces = queries.provinces(session, actor, current_language())
    filters.province.choices = [
        SelectChoice("", _("all provinces")),
        *(SelectChoice(province.nl, said(province)) for province in provinces),
    ]
    sorting = Sorting.from_request(queries.zone_columns(current_language()), "name")
    query = sorting.apply(queries.zones(actor, **filters.values()))
    page = paginate(session, query, number=asked_page())
    return render_template("committees/zones.html", filters=filters, sorting=sorting, page=page)


@pages.page("/zones/new", access=P.ZONE_EDIT, methods=("GET", "POST"))
def new_zone() -> ResponseReturnValue:
    """Record a zone."""
    form = ZoneForm()
    if form.carries_out(lambda: service.create_zone(session=current_session(), actor=current_actor(), **form.values())):
        flash(_("The zone was created."))
        return redirect(url_for("overview.zone", zone_id=form.outcome.id))
    return form.page("committees/new_zone.html")


@pages.page("/zones/<int:zone_id>/edit", access=P.ZONE_EDIT, loads=ZONE, methods=("GET", "POST"))
def edit_zone(zone: Zone) -> ResponseReturnValue:
    """Change the facts of a zone."""
    form = EditZoneForm(obj=zone)
    if form.carries_out(
        lambda: service.edit_zone(session=current_session(), actor=current_actor(), zone=zone, **form.values())
    ):
        flash(_("The zone was changed."))
        return redirect(url_for("overview.zone", zone_id=zone.id))
    return form.page("committees/edit_zone.html", zone=zone)


@pages.page("/zones/<int:zone_id>/merge", access=P.ZONE_EDIT, loads=ZONE, methods=("GET", "POST"))
def merge_zone(zone: Zone) -> ResponseReturnValue:
    """Let a zone end in its successor."""
    session, actor = current_session(), current_actor()
    form = MergeZoneForm()
    form.successor_id.offer(queries.zone_choices(session, actor, P.ZONE_EDIT, current_language(), but=zone))
    if form.carries_out(lambda: service.merge_zone(session=session, actor=actor, zone=zone, **form.values())):
        flash(_("The zone was merged. Its history stays where it is."))
        return redirect(url_for("overview.zone", zone_id=zone.id))
    return form.page("committees/merge_zone.html", zone=zone)


# -- organisations ----------------------------------------------------------------------------------------------------


def _offer_zones(form: OrganisationForm, present: Zone | None = None) -> None:
    """Offer the zones in which the reader may record organisations, the `present` one, and perhaps none."""
    actor = current_actor()
    zones = queries.zone_choices(current_session(), actor, P.ORGANISATION_CREATE, current_language(), also=present)
    nothing = _("works in all zones") if queries.may_work_everywhere(actor) else None
    form.zone_id.offer(zones, nothing=nothing)


@pages.page("/organisations", access=P.ORGANISATION_VIEW)
def organisations() -> ResponseReturnValue:
    """List the organisations; those that were closed only when asked for."""
    session, actor = current_session(), current_actor()
    filters = OrganisationFilters(state=OrganisationState.ACTIVE.value)
    filters.zone_id.offer(queries.organisation_zones(session, actor, current_language()))
    sorting = Sorting.from_request(queries.organisation_columns(current_language()), "name")
    query = sorting.apply(queries.organisations(actor, **filters.values()))
    page = paginate(session, query, number=asked_page())
    return render_template("committees/organisations.html", filters=filters, sorting=sorting, page=page)


@pages.page("/organisations/new", access=P.ORGANISATION_CREATE, methods=("GET", "POST"))
def new_organisation() -> ResponseReturnValue:
    """Record an organisation."""
    form = OrganisationForm()
    _offer_zones(form)
    if form.carries_out(
        lambda: service.create_organisation(session=current_session(), actor=current_actor(), **form.values())
    ):
        flash(_("The organisation was created."))
        return redirect(url_for("committees.organisations"))
    return form.page("committees/new_organisation.html")


@pages.page(
    "/organisations/<int:organisation_id>/edit",
    access=P.ORGANISATION_EDIT,
    loads=ORGANISATION,
    methods=("GET", "POST"),
)
def edit_organisation(organisation: Organisation) -> ResponseReturnValue:
    """Change the details of an organisation."""
    form = EditOrganisationForm(obj=organisation)
    _offer_zones(form, organisation.zone)
    if form.carries_out(
        lambda: service.edit_organisation(
            session=current_session(), actor=current_actor(), organisation=organisation, **form.values()
        )
    ):
        flash(_("The organisation was changed."))
        return redirect(url_for("committees.organisations"))
    return form.page("committees/edit_organisation.html", organisation=organisation)


@pages.page(
    "/organisations/<int:organisation_id>/close",
    access=P.ORGANISATION_EDIT,
    loads=ORGANISATION,
    methods=("GET", "POST"),
)
def close_organisation(organisation: Organisation) -> ResponseReturnValue:
    """Close an organisation."""
    form = CloseForm(data={"closed_on": clock.today()})
    if form.carries_out(
        lambda: service.close_organisation(
            session=current_session(), actor=current_actor(), organisation=organisation, **form.values()
        )
    ):
        flash(_("The organisation was closed."))
        return redirect(url_for("committees.organisations"))
    return form.page("committees/close_organisation.html", organisation=organisation)


# -- committees -------------------------------------------------------------------------------------------------------


@pages.page("/committees", access=P.COMMITTEE_VIEW)
def committees() -> ResponseReturnValue:
    """List the committees."""
    session, actor = current_session(), current_actor()
    filters = CommitteeFilters()
    filters.zone_id.offer(queries.committee_zones(session, actor, current_language()))
    sorting = Sorting.from_request(queries.committee_columns(current_language()), "zone")
    query = sorting.apply(queries.committees(actor, **filters.values()))
    page = paginate(session, query, number=asked_page())
    return render_template("committees/committees.html", filters=filters, sorting=sorting, page=page)


@pages.page("/committees/new", access=P.COMMITTEE_CREATE, methods=("GET", "POST"))
def new_committee() -> ResponseReturnValue:
    """Found a committee in a zone of the reader."""
    session, actor = current_session(), current_actor()
    form = NewCommitteeForm(data=START)
    form.zone_id.offer(queries.zone_choices(session, actor, P.COMMITTEE_CREATE, current_language()))
    if form.carries_out(lambda: service.create_committee(session=session, actor=actor, **form.values())):
        flash(_("The committee was created. Now record its seats."))
        return redirect(url_for("overview.committee", committee_id=form.outcome.id))
    return form.page("committees/new_committee.html")


@pages.page("/committees/<int:committee_id>/edit", access=P.COMMITTEE_EDIT, loads=COMMITTEE, methods=("GET", "POST"))
def edit_committee(committee: Committee) -> ResponseReturnValue:
    """Change the details and the rules of a committee."""
    form = EditCommitteeForm(obj=committee)
    if form.carries_out(
        lambda: service.edit_committee(
            session=current_session(), actor=current_actor(), committee=committee, **form.values()
        )
    ):
        flash(_("The committee was changed."))
        return redirect(url_for("overview.committee", committee_id=committee.id))
    return form.page("committees/edit_committee.html", committee=committee)


@pages.page("/committees/<int:committee_id>/rest", access=P.COMMITTEE_EDIT, loads=COMMITTEE, methods=("POST",))
def rest_committee(committee: Committee) -> ResponseReturnValue:
    """Put a committee to rest."""
    service.rest_committee(session=current_session(), actor=current_actor(), committee=committee)
    flash(_("The committee is dormant now. It can be woken at any time."))
    return redirect(url_for("overview.committee", committee_id=committee.id))


@pages.page("/committees/<int:committee_id>/wake", access=P.COMMITTEE_EDIT, loads=COMMITTEE, methods=("POST",))
def wake_committee(committee: Committee) -> ResponseReturnValue:
    """Let a committee take up its work again."""
    service.wake_committee(session=current_session(), actor=current_actor(), committee=committee)
    flash(_("The committee is active again."))
    return redirect(url_for("overview.committee", committee_id=committee.id))


@pages.page("/committees/<int:committee_id>/close", access=P.COMMITTEE_CLOSE, loads=COMMITTEE, methods=("GET", "POST"))
def close_committee(committee: Committee) -> ResponseReturnValue:
    """Close a committee for good."""
    form = CloseForm(data={"closed_on": clock.today()})
    if form.carries_out(
        lambda: service.close_committee(
            session=current_session(), actor=current_actor(), committee=committee, **form.values()
        )
    ):
        flash(_("The committee was closed. Everything it did can still be read."))
        return redirect(url_for("overview.committee", committee_id=committee.id))
    return form.page("committees/close_committee.html", committee=committee)
