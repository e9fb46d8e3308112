"""The agenda templates of a committee: what certain meetings have on their agendas beside the standing items."""

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import check_revision
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.meetings import queries
from cpwb.meetings.events import AgendaTemplateAdded, AgendaTemplateRemoved, AgendaTemplateRenamed
from cpwb.meetings.models import AgendaTemplate

#: More nobody would find the way in.
MOST_TEMPLATES = 20


def add_agenda_template(*, session: Session, actor: Actor, committee: Committee, name: Bilingual) -> AgendaTemplate:
    """Make a template without any item yet."""
    _check(committee, name)
    if len(queries.agenda_templates(session, committee)) >= MOST_TEMPLATES:
        raise RuleBroken(None, _l("There are 20 templates already. Remove one first."))
    template = AgendaTemplate(committee=committee, name=name)
    session.add(template)
    session.flush()
    publish(session, AgendaTemplateAdded(by=actor.user_id, subject_id=template.id, committee_id=committee.id))
    return template


def _check(committee: Committee, name: Bilingual) -> None:
    if committee.is_closed:
        raise RuleBroken(None, _l("This committee is closed: it stays as it was and cannot be changed."))
    if not any(name.has(language) for language in committee.working_languages.languages):
        raise RuleBroken("name", _l("Fill in the name in a language in which the committee works."))


def rename_agenda_template(
    *, session: Session, actor: Actor, template: AgendaTemplate, revision: int, name: Bilingual
) -> None:
    """Call a template something else; raises Outdated when somebody else did so since `revision`."""
    check_revision(template, revision)
    _check(template.committee, name)
    template.name = name
    publish(
        session,
        AgendaTemplateRenamed(by=actor.user_id, subject_id=template.id, committee_id=template.committee_id),
    )


def remove_agenda_template(*, session: Session, actor: Actor, template: AgendaTemplate) -> None:
    """Throw a template away with its items; the agendas that were made with it keep theirs.

    Nobody throws away what he or she may not see.
    """
    items = queries.template_items(session, template.committee, template)
    if not all(can(actor, P.ITEM_EDIT, item) for item in items):
        raise RuleBroken(None, _l("This template has restricted items: only the chairs and the secretary remove it."))
    for item in items:
        session.delete(item)
    session.flush()
    session.delete(template)
    publish(
        session,
        AgendaTemplateRemoved(by=actor.user_id, subject_id=template.id, committee_id=template.committee_id),
    )
