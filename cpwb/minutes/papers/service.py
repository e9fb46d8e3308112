"""What is done with the papers of a committee: their house style is set."""

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import check_revision, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.minutes.papers.events import HouseStyleChanged
from cpwb.minutes.papers.models import HouseStyle
from cpwb.minutes.papers.queries import house_style_of


def set_house_style(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    revision: int,
    logo: bytes | None,
    logo_alt: Bilingual,
    remove_logo: bool = False,
    **lines: Bilingual,
) -> HouseStyle:
    """Set the house style of a committee: its logo (None keeps the present one), and its lines.

    `lines` are the header, the footer, the funding line and the disclaimer. Raises RuleBroken when the picture is none,
    a logo has no words, or the committee is closed.
    """
    if committee.is_closed:
        raise RuleBroken(None, _l("This committee is closed: it stays as it was and cannot be changed."))
    style = house_style_of(session, committee, with_logo=True) or HouseStyle.of(committee)
    check_revision(style, revision)
    kept = _reencoded(logo) if logo else None if remove_logo else style.logo
    if kept and not logo_alt:
        raise RuleBroken("logo_alt", _l("Say in words what the logo shows, for those who do not see it."))
    values = {"logo": kept, "logo_alt": logo_alt if kept else Bilingual(), **lines}
    changed = tuple(name for name, value in values.items() if getattr(style, name) != value)
    for name in changed:
        setattr(style, name, values[name])
    session.add(style)
    flush(session)
    publish(
        session,
        HouseStyleChanged(
            by=actor.user_id,
            subject_id=committee.id,
            committee_id=committee.id,
            zone_id=committee.zone_id,
            fields=changed,
        ),
    )
    return style


def _reencoded(logo: bytes) -> bytes:
    from cpwb.minutes.papers.logo import reencoded  # noqa: PLC0415 -- only whoever sends a logo waits for Pillow

    return reencoded(logo)
