"""Two people record action points at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.actions import service
from cpwb.committees.models import Committee
from cpwb.core.extensions import db
from tests.factories.committees import a_committee, an_organisation


def test_nobody_gets_the_number_of_somebody_else(app: Flask, session: Session) -> None:
    """Every action point has its own number, without gaps, however they meet."""
    committee_id, owner_id = a_committee(session).id, an_organisation(session).id
    session.commit()
    engine = db.engine
    together = Barrier(4)

    def record_five(_person: int) -> list[int]:
        numbers = []
        together.wait()
        for _ in range(5):
            with Session(engine) as own:
                made = service.open_action(
                    session=own,
                    actor=Actor(),
                    committee=own.get_one(Committee, committee_id),
                    title="Tegelijk",
                    due_on=date(2026, 4, 1),
                    owner_organisation_id=owner_id,
                )
                numbers.append(made.number)
                own.commit()
        return numbers

    with ThreadPoolExecutor(4) as people:
        found = [number for numbers in people.map(record_five, range(4)) for number in numbers]

    assert sorted(found) == list(range(1, 21))
