"""The pages of the figures: the overview, the list behind a figure, the export."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from cpwb.access.guard import Pages, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.core import clock
from cpwb.core.errors import RuleBroken
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.initiatives.choices import COUNT_LABELS
from cpwb.monitoring import queries
from cpwb.monitoring.exports import overview_csv
from cpwb.monitoring.forms import PeriodForm
from cpwb.monitoring.indicators import BY_KEY, INDICATORS, Theme
from cpwb.monitoring.periods import Period, Span, around, from_query
from cpwb.monitoring.small import people_reached
from cpwb.ui.addresses import asked_page
from cpwb.ui.locale import current_language

pages = Pages("monitoring", __name__, template_folder="templates")


def _asked_period() -> tuple[Period, PeriodForm]:
    """Return the period of the URL and the form that shows it; a mistake stands in the form."""
    form = PeriodForm(request.args if request.args else None, data={"span": Span.HALF_YEAR})
    try:
        period = from_query(request.args, clock.today())
    except RuleBroken as broken:
        form.refuse(broken)
        period = around(clock.today(), Span.HALF_YEAR)
    return period, form


@pages.page("/overview", access=P.OVERVIEW_VIEW)
def overview() -> ResponseReturnValue:
    """Show every figure per zone and in total, for a period."""
    session, actor = current_session(), current_actor()
    period, form = _asked_period()
    return form.page(
        "monitoring/overview.html",
        period=period,
        overview=queries.overview(session, actor, period, language=current_language()),
        people=people_reached(queries.reached_by_initiative(session, actor, period)),
        labels=COUNT_LABELS,
        themes=tuple(Theme),
        indicators=INDICATORS,
    )


@pages.page("/overview.csv", access=P.OVERVIEW_VIEW)
def export() -> ResponseReturnValue:
    """Give what the overview shows as CSV."""
    session, actor = current_session(), current_actor()
    period, _form = _asked_period()
    figures = queries.overview(session, actor, period, language=current_language())
    name = f"cpwb-{period.first.isoformat()}-{period.last.isoformat()}.csv"
    return Response(
        overview_csv(figures, people_reached(queries.reached_by_initiative(session, actor, period))),
        mimetype="text/csv",
        headers={"Content-Disposition": f"attachment; filename={name}"},
    )


@pages.page("/overview/<key>", access=P.OVERVIEW_VIEW)
def figure(key: str) -> ResponseReturnValue:
    """Show the records behind a figure, as far as the reader may see them."""
    session, actor = current_session(), current_actor()
    if key not in BY_KEY:
        raise NotFound
    period, _form = _asked_period()
    zones = queries.zones_by_id(session)
    zone = zones.get(request.args.get("zone", 0, type=int))
    zone_ids = queries.zones_under(zones, zone.id) if zone else None
    rows = queries.behind(actor, BY_KEY[key], period, zone_ids)
    return render_template(
        "monitoring/figure.html",
        indicator=BY_KEY[key],
        period=period,
        zone=zone,
        rows=paginate(session, rows, number=asked_page()),
    )
