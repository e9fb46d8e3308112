"""The database without the web: Base, column types, and integrity errors turned into sentences."""

import enum
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, registry
from sqlalchemy.orm.exc import StaleDataError

from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.words import LazyText, _l

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite, which knows no time zones, keeps it naive."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive moments: they say no time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the moment back aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table: predictable constraint names, enums as checked text, aware moments."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING_CONVENTION),
        type_annotation_map={
            datetime: UtcDateTime(),
            enum.Enum: sa.Enum(
                enum.Enum,
                native_enum=False,
                create_constraint=True,
                length=32,
                values_callable=lambda kind: [member.value for member in kind],
            ),
            dict[str, Any]: sa.JSON(),
            str: sa.String(200),
        },
    )


#: The highest id that an INTEGER column holds; beyond it the databases raise errors of their own.
MAX_ID = 2**31 - 1

Id = Annotated[int, mapped_column(primary_key=True)]
LongText = Annotated[str, mapped_column(sa.Text, default="", server_default="")]
ShortText = Annotated[str, mapped_column(sa.String(200), default="", server_default="")]


class Revised:
    """A row that people edit in forms: `revision` counts its changes, so that nobody overwrites unseen work.

    The form carries the revision it was made from and the service calls `check_revision`; the database column
    guards the moment between that check and the write.
    """

    #: The number of times the row was changed, from 1.
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy compare and count the revision at each UPDATE."""
        return {"version_id_col": cls.revision}


OUTDATED = _l("Somebody else has changed this in the meantime. Compare with what is there now, then save again.")


def check_revision(thing: Revised, expected: int) -> None:
    """Raise Outdated when `thing` is no longer at the revision `expected` that the form was made from."""
    if thing.revision != expected:
        raise Outdated(None, OUTDATED)


#: Constraint name → (form field, sentence); each package adds its own with `explain_constraints`.
_sentences: dict[str, tuple[str | None, LazyText]] = {}


def explain_constraints(sentences: Mapping[str, tuple[str | None, LazyText]]) -> None:
    """Say which form field and which sentence belong to a constraint that was violated."""
    _sentences.update(sentences)


def _constraint_name(error: IntegrityError) -> str | None:
    """Find the name of the violated constraint; SQLite names only the columns of a unique one."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name)
    text = str(error.orig)
    if match := re.search(r"CHECK constraint failed: (\w+)", text):
        return match[1]
    if match := re.search(r"UNIQUE constraint failed: (?:index '(\w+)'|(.+))", text):
        if match[1]:
            return match[1]
        columns = [part.strip() for part in match[2].split(",")]
        table = columns[0].split(".")[0]
        return "_".join(["uq", table, *(column.split(".")[1] for column in columns)])
    return None


def flush(session: Session) -> None:
    """Flush `session`; raise RuleBroken with the sentence of the constraint when the database refuses.

    A constraint without a sentence of its own gives a general one.
    """
    try:
        session.flush()
    except CONTRADICTIONS as error:
        raise rule_of(error) from error


def hold(session: Session, row: Base, *names: str) -> None:
    """Let nobody else hold or change a row until the transaction ends, and read its columns `names` as they are now.

    It is an UPDATE that changes nothing: SELECT … FOR UPDATE says nothing to SQLite.
    """
    flush(session)
    mapper = sa.inspect(row).mapper
    (key,) = mapper.primary_key
    (identity,) = mapper.primary_key_from_instance(row)
    session.connection().execute(sa.update(type(row)).where(key == identity).values({key: key}))
    session.refresh(row, names)


def write(session: Session, statement: sa.Executable, values: Mapping[str, Any]) -> int:
    """Run an INSERT or UPDATE that was made once and for all, and return the number of rows; raise RuleBroken as above.

    For what happens at every turn and leaves no object behind: the objects of the session do not learn of it.
    """
    try:
        return session.connection().execute(statement, values).rowcount
    except CONTRADICTIONS as error:
        raise rule_of(error) from error


#: What the database raises when it refuses a write that breaks a rule; `rule_of` turns it into a sentence.
CONTRADICTIONS = (IntegrityError, StaleDataError)


def rule_of(error: IntegrityError | StaleDataError) -> RuleBroken:
    """Return the broken rule behind a contradiction: Outdated when somebody else was faster."""
    if isinstance(error, StaleDataError):
        return Outdated(None, OUTDATED)
    field, sentence = _sentences.get(
        _constraint_name(error) or "",
        (None, _l("This contradicts what is already stored. Load the page again and check what you typed.")),
    )
    return RuleBroken(field, sentence)
