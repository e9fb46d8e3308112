"""One rule, two faces: the rows that `visible` lists are the rows for which `can` says yes.

Random people with random grants ask for every permission about every kind of row, among rows of two zones and three
committees and rows that belong to nobody: initiatives of the programme, organisations of everywhere, proposals of
nobody.
"""

import ast
import random
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import VISITOR, Actor, Grant
from cpwb.access.permissions import EVERYWHERE, IN_A_ZONE, Permission, Role
from cpwb.access.policy import POLICY, Row, can, visible
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import Base
from cpwb.members.models import Seat
from tests.access.world import World, a_world
from tests.architecture.source import called, modules, nothing
from tests.factories.actions import an_action
from tests.factories.committees import an_organisation
from tests.factories.initiatives import an_initiative
from tests.factories.meetings import a_decision, an_item
from tests.factories.members import a_mandate, a_person

PEOPLE = 24


def placed_models() -> list[Any]:
    """Return every model whose rows say where they lie."""
    models = [mapper.class_ for mapper in Base.registry.mappers if hasattr(mapper.class_, "within_any")]
    return sorted(models, key=lambda model: str(model.__name__))


def supports(model: Any, row: Row) -> bool:
    """Say whether the rows of `model` know every condition that a row of the policy names."""
    return all(
        condition is None or hasattr(model, condition)
        for alternative in row
        for condition in (alternative.only_if, alternative.only_own)
    )


def distinct_rows() -> dict[Row, Permission]:
    """Return one permission for each row of the policy that differs from the others."""
    return {row: permission for permission, row in POLICY.items()}


def a_grant_for(chance: random.Random, worlds: Sequence[World], seats: Sequence[Seat]) -> Grant:
    """Return a random grant in a place that fits its role."""
    role = chance.choice(list(Role))
    if role in EVERYWHERE:
        return Grant(role)
    if role in IN_A_ZONE:
        return Grant(role, zone_id=chance.choice(worlds).zone.id)
    seat = chance.choice([None, *seats])
    committee = chance.choice(worlds).committee if seat is None else seat.committee
    return Grant(
        role,
        committee_id=committee.id,
        seat_id=seat.id if seat else None,
        organisation_id=seat.organisation_id if seat else None,
    )


@pytest.fixture
def worlds(session: Session) -> list[World]:
    """Two committees in one zone, one in another, and rows with nothing where something may be missing."""
    first = a_world(session)
    worlds = [first, a_world(session, zone=first.zone), a_world(session)]
    an_initiative(session, title=Bilingual("Van het programma", "Du programme"))
    an_initiative(session, zone=first.zone)
    everywhere = an_organisation(session)
    an_action(session, committee=first.committee, owner_organisation=everywhere)
    an_action(session, committee=worlds[2].committee, owner_organisation=an_organisation(session, zone=first.zone))
    a_decision(session, item=an_item(session, committee=first.committee))
    # Somebody recorded here who sits there, and somebody who sits in both zones.
    seats = session.scalars(sa.select(Seat).order_by(Seat.id)).all()
    a_mandate(session, seat=seats[-1], person=a_person(session, committee=first.committee))
    both = a_person(session, committee=first.committee)
    for seat in (seats[0], seats[-2]):
        a_mandate(session, seat=seat, person=both)
    session.commit()
    return worlds


@pytest.fixture
def people(session: Session, worlds: list[World]) -> list[Actor]:
    """Nobody, everybody with one grant in one place, and people with several grants."""
    chance = random.Random(20260310)  # noqa: S311 -- for the same people in every run
    seats = list(session.scalars(sa.select(Seat).order_by(Seat.id)))
    single = [Actor(user_id=1, grants=(a_grant_for(chance, worlds, seats),)) for _person in range(PEOPLE // 2)]
    several = [
        Actor(user_id=1, grants=tuple(a_grant_for(chance, worlds, seats) for _grant in range(chance.randint(2, 4))))
        for _person in range(PEOPLE // 2)
    ]
    return [VISITOR, Actor(user_id=1), *single, *several]


def test_a_list_shows_exactly_the_rows_for_which_the_check_says_yes(session: Session, people: list[Actor]) -> None:
    """For every model and every permission whose conditions it knows."""
    wrong, asked, seen = [], 0, 0
    for model in placed_models():
        rows = {row.id: row for row in session.scalars(sa.select(model)).unique()}
        assert len(rows) > 1, f"{model.__name__}: add rows to the world in tests/access/world.py"
        for row, permission in distinct_rows().items():
            if not supports(model, row):
                continue
            for actor in people:
                listed = set(session.scalars(sa.select(model.id).where(visible(actor, permission, model))))
                checked = {identity for identity, thing in rows.items() if can(actor, permission, thing)}
                asked, seen = asked + 1, seen + len(checked)
                if listed != checked:
                    wrong.append(f"{model.__name__} {permission.value}: {sorted(listed ^ checked)} for {actor.grants}")
    nothing(
        wrong,
        "Let is_within and within_any, and the two forms of a condition, say the same, also where nothing stands.",
    )
    assert asked > 4_000, "too few questions were asked to mean anything"
    assert seen > asked, "most questions were answered with nothing"


def test_every_kind_of_row_knows_the_conditions_of_its_own_permissions() -> None:
    """A permission about a noun can be asked about the noun."""
    names = {"item": "AgendaItem", "notes": "AgendaItem", "action": "ActionPoint", "initiative": "Initiative"}
    models = {model.__name__: model for model in placed_models()}
    unknown = [
        f"{permission.value} about {model.__name__}"
        for permission, row in POLICY.items()
        if (model := models.get(names.get(noun := permission.value.split(":")[0], noun.capitalize())))
        and not supports(model, row)
    ]
    nothing(unknown, "Write the condition beside the table of the noun, in Python and in SQL.")


def test_every_question_in_the_code_can_be_answered() -> None:
    """Whoever lists through `visible` names a permission whose conditions the model knows."""
    models = {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}
    unknown, asked = [], 0
    for module in modules():
        for node in ast.walk(module.tree):
            if not (isinstance(node, ast.Call) and called(node) == "visible" and len(node.args) == 3):
                continue
            _actor, permission, model = node.args
            if isinstance(permission, ast.Attribute) and isinstance(model, ast.Name) and model.id in models:
                asked += 1
                if not supports(models[model.id], POLICY[Permission[permission.attr]]):
                    unknown.append(f"{module.at(node)} {permission.attr} about {model.id}")
    nothing(unknown, "Ask another permission, or write the condition beside the table, in Python and in SQL.")
    assert asked > 20


def test_rows_of_a_committee_lie_where_the_committee_lies() -> None:
    """Whatever has a committee of its own says where it lies; what has not, says why here."""
    elsewhere = {
        # Read by administrators only, who are everywhere.
        "AuditEntry",
        # Read in the demonstration only.
        "OutboxMessage",
        # Managed by administrators only, and built into the actor.
        "RoleGrant",
    }
    unplaced = {
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if "committee_id" in mapper.columns and not hasattr(mapper.class_, "within_any")
    }
    assert unplaced == elsewhere
