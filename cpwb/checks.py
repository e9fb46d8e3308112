"""`flask check`: is everything in place? One line for each question, in English, for the operator.

The configuration was judged before this runs: with a bad one the application does not start, and `wsgi.py` prints the
same kind of lines instead.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from cpwb.core.extensions import db
from cpwb.minutes.integrity import altered

#: An answer: the problems found, or none and a remark.
Answer = tuple[list[str], str]


def configuration() -> Answer:
    """Say that the application started with it."""
    return [], "the demonstration" if current_app.config["CPWB_DEMO"] else ""


def database() -> Answer:
    """Ask the database for a sign of life, without making one."""
    url = db.engine.url
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).is_file():
        return [f"{shown} does not exist yet. Run: mkdir -p {Path(url.database).parent} && flask db upgrade"], ""
    try:
        with db.engine.connect():
            return [], shown
    except SQLAlchemyError as error:
        return [f"{shown} cannot be reached: {_first_line(error)}"], ""


def migrations() -> Answer:
    """Compare the revision that the database is at with the newest one in the source."""
    if database()[0]:
        return ["not checked, for the database cannot be reached."], ""
    head = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
    try:
        with db.engine.connect() as connection:
            present = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        return [_first_line(error)], ""
    if present == head:
        return [], str(head)
    return [f"the database is at {present or 'no revision'}, the source at {head}. Run: flask db upgrade"], ""


def catalogues() -> Answer:
    """Compare each compiled catalogue with its source."""
    folder = Path(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])
    sources = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    old = [f"{source.relative_to(folder)}" for source in sources if not _is_compiled(source)]
    if not sources:
        return [f"there are none in {folder}."], ""
    run = "Run: python translations/catalogues.py compile"
    return [f"{name} is not compiled, or was changed since. {run}" for name in old], f"{len(sources)} compiled"


def _is_compiled(source: Path) -> bool:
    """Say whether the compiled catalogue holds what its source says."""
    compiled = source.with_suffix(".mo")
    if not compiled.is_file():
        return False
    with source.open("rb") as text, compiled.open("rb") as binary:
        return _translations(read_po(text, locale=source.parent.parent.name)) == _translations(read_mo(binary))


def _translations(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return what is said otherwise than in the source; compiling fills a missing plural with the source's words."""
    found = {_texts(message.id): _texts(message.string) for message in catalogue if message.id}
    return {texts: said for texts, said in found.items() if any(said) and said != texts}


def _texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _first_line(error: SQLAlchemyError) -> str:
    """Return what the driver said first; SQLAlchemy's own text would go on with SQL and links."""
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def minutes() -> Answer:
    """Compare what is stored of approved minutes with the fingerprints that they were approved with."""
    if migrations()[0]:
        return ["not checked, for the database is not up to date."], ""
    found = altered(db.session())
    sentence = "is not what was approved, for its fingerprint is another one. Restore it from a backup."
    return [f"{name} {sentence}" for name in found], "as approved"


QUESTIONS: tuple[Callable[[], Answer], ...] = (configuration, database, migrations, catalogues, minutes)


@click.command("check")
@with_appcontext
def check() -> None:
    """Say whether configuration, database, migrations, catalogues and minutes are in order; exit with 1 when not."""
    is_fine = True
    for question in QUESTIONS:
        problems, remark = question()
        name = question.__name__
        if problems:
            is_fine = False
            for problem in problems:
                click.echo(f"{name}: {problem}", err=True)
        else:
            click.echo(f"{name}: ok{f' ({remark})' if remark else ''}")
    if not is_fine:
        sys.exit(1)
