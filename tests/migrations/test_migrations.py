"""The revisions: one line of them, equal to the models, up and down with data, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

import config
from cpwb.app import create_app
from cpwb.core.db import Base
from cpwb.core.extensions import db
from tests.access.world import a_world
from tests.architecture.source import nothing
from tests.conftest import fresh_database

FOLDER = Path(__file__).resolve().parents[2] / "migrations"
BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgres"])


def revisions() -> list[str]:
    """Return the revisions from the first to the last; fail when they are not one line."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    script = ScriptDirectory.from_config(settings)
    assert len(script.get_heads()) == 1, "two revisions follow the same one: let one of them follow the other"
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


@pytest.fixture
def bare(kind: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on an empty database."""
    with fresh_database(kind, tmp_path) as url:
        application = create_app(config.Testing(SQLALCHEMY_DATABASE_URI=url))
        with application.app_context():
            yield application
            db.session.remove()
            db.engine.dispose()


def test_there_is_one_head_and_its_name_is_noted() -> None:
    """Two people who each add a revision meet in the file, not in the database."""
    head = sorted((FOLDER / "versions").glob(f"{revisions()[-1]}_*.py"))
    assert [path.stem for path in head] == [(FOLDER / ".current-head").read_text().strip()]


def test_revisions_are_numbered_in_order() -> None:
    """0001, 0002, …: the folder reads as they run."""
    assert revisions() == [f"{number:04}" for number in range(1, len(revisions()) + 1)]
    files = sorted(path.name.split("_")[0] for path in (FOLDER / "versions").glob("*.py"))
    assert files == revisions()


def test_a_revision_needs_no_code_of_today() -> None:
    """The models change; what a revision did does not."""
    nothing(
        (
            f"{path.name}: {line}"
            for path in (FOLDER / "versions").glob("*.py")
            for line in path.read_text().splitlines()
            if line.startswith(("import cpwb", "from cpwb", "import config", "from config"))
        ),
        "Write the tables that a revision needs into the revision: sa.table(…), sa.column(…).",
    )


@BOTH
def test_models_and_revisions_agree(bare: Flask) -> None:
    """`flask db check` is clean."""
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        nothing(map(str, compare_metadata(context, Base.metadata)), "Write a revision for what the models changed.")


def schema(connection: sa.Connection) -> dict[str, Any]:
    """Return all that a database says about its tables, names of constraints included."""
    inspector = sa.inspect(connection)
    found: dict[str, Any] = {}
    for table in inspector.get_table_names():
        if table == "alembic_version":
            continue
        found[f"{table} columns"] = {
            column["name"]: (str(column["type"]), column["nullable"], column["default"])
            for column in inspector.get_columns(table)
        }
        found[f"{table} primary key"] = inspector.get_pk_constraint(table)["constrained_columns"]
        for what, read in (
            ("foreign keys", inspector.get_foreign_keys),
            ("unique", inspector.get_unique_constraints),
            ("checks", inspector.get_check_constraints),
            ("indexes", inspector.get_indexes),
        ):
            found[f"{table} {what}"] = {str(thing["name"]): _plain(thing) for thing in read(table)}
    return found


def _plain(thing: Any) -> dict[str, str]:
    """Return what a constraint says, without the spaces that do not matter."""
    return {
        key: " ".join(str(value).split()) for key, value in thing.items() if key not in ("comment", "dialect_options")
    }


@BOTH
def test_a_migrated_database_is_as_one_made_of_the_models(kind: str, tmp_path: Path, bare: Flask) -> None:
    """Columns, defaults, CHECKs with their texts, and every name: a sentence is found by the name of its constraint."""
    upgrade()
    (tmp_path / "models").mkdir()
    with fresh_database(kind, tmp_path / "models") as url:
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            of_models = schema(connection)
        engine.dispose()
    with db.engine.connect() as connection:
        migrated = schema(connection)
    assert len(migrated) > 100
    nothing(
        (
            f"{name}: the models say {of_models.get(name)}, the revisions {migrated.get(name)}"
            for name in of_models.keys() | migrated.keys()
            if of_models.get(name) != migrated.get(name)
        ),
        "Write what differs into the revision.",
    )


def stored() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table that there is, whatever the models say."""
    with db.engine.connect() as connection:
        tables = sa.MetaData()
        tables.reflect(connection)
        rows = {
            table.name: [
                {name: str(value) for name, value in row.items()}
                for row in connection.execute(sa.select(table)).mappings()
            ]
            for table in tables.sorted_tables
            if table.name != "alembic_version"
        }
    return {name: sorted(found, key=str) for name, found in rows.items()}


def only(columns: list[str], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return these columns of the rows, in an order that they decide."""
    return sorted(({column: row[column] for column in columns} for row in rows), key=str)


@BOTH
def test_up_down_and_up_again_with_data(bare: Flask) -> None:
    """Down to each revision and up again: what could stay is as it was; below the first, nothing is left."""
    upgrade()
    a_world(db.session())
    db.session.remove()
    before = stored()
    assert [name for name, rows in before.items() if not rows] == []
    for revision in reversed(revisions()[1:]):
        downgrade(revision="-1")
        below = stored()
        for name, rows in below.items():
            columns = [column for column in rows[0] if column in before[name][0]] if rows else []
            assert only(columns, rows) == only(columns, before[name] if rows else []), f"{name}, down from {revision}"
    downgrade(revision="base")
    assert stored() == {}
    upgrade()
    assert set(stored()) == set(before)
    a_world(db.session())


@BOTH
def test_what_was_not_reached_outlives_going_down(bare: Flask) -> None:
    """0008: down to one meeting per item, the latest, which comes up again with what the item says of itself today."""
    upgrade()
    a_world(db.session())
    db.session.remove()
    downgrade(revision="0008")
    left, items = stored()["unreached_items"], {item["id"]: item for item in stored()["agenda_items"]}
    latest = {row["item_id"]: row for row in sorted(left, key=lambda row: int(row["id"]))}
    assert len(latest) == len(left) - 1, "one item was not reached twice"
    downgrade(revision="0007")
    below = {item["id"]: item for item in stored()["agenda_items"]}
    found = {number: (item["not_reached_id"], item["not_reached_position"]) for number, item in below.items()}
    nowhere = dict.fromkeys(items, ("None", "None"))
    assert found == nowhere | {number: (row["meeting_id"], row["position"]) for number, row in latest.items()}
    for item in below.values():
        assert item["placed_at"] == ("None" if item["meeting_id"] == "None" else item["created_at"])
    upgrade(revision="0008")
    assert stored()["agenda_items"] == sorted(items.values(), key=str)
    columns = ["committee_id", "item_id", "meeting_id", "position", "title", "visibility"]
    said = [row | {name: items[row["item_id"]][name] for name in ("title", "visibility")} for row in latest.values()]
    assert only(columns, stored()["unreached_items"]) == only(columns, said)


@BOTH
def test_every_revision_can_be_run_again_after_going_down_from_it(bare: Flask) -> None:
    """Each revision goes down and up over the data of the one below it."""
    for number, revision in enumerate(revisions()):
        upgrade(revision=revision)
        before = stored()
        downgrade(revision="-1" if number else "base")
        upgrade(revision=revision)
        assert stored() == before, revision
