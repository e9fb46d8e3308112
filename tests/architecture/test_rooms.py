"""Every room keeps to what lives there."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source import Module, called, modules, nothing, on, rooms

#: What builds or sends a query.
QUERYING = {
    "select", "execute", "scalars", "scalar", "where", "order_by", "group_by", "having", "join", "outerjoin", "filter",
    "filter_by", "limit", "offset", "union", "union_all", "exists", "subquery", "visible", "text", "flush", "add_all",
    "get_one", "merge", "refresh",
}  # fmt: skip
SESSIONS = {"session", "current_session"}


def calls(module: Module) -> Iterator[ast.Call]:
    """Give every call in a module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def test_views_hold_no_sql() -> None:
    """A view asks queries and tells services."""
    nothing(
        (
            f"{module.at(node)} {called(node)}"
            for module in rooms("views")
            for node in calls(module)
            if called(node) in QUERYING or (called(node) in {"get", "add", "delete", "query"} and on(node) in SESSIONS)
        ),
        "A view holds no SQL. Write the question in queries and call it: queries.meetings_of(actor, committee).",
    )


def test_views_import_only_loader_options_of_sqlalchemy() -> None:
    """What `Loads(options=…)` needs."""
    options = {"Session", "joinedload", "selectinload", "contains_eager", "raiseload", "load_only", "undefer", "noload"}
    nothing(
        (
            module.at(node)
            for module in rooms("views")
            for node in ast.walk(module.tree)
            if (isinstance(node, ast.Import) and any(alias.name.startswith("sqlalchemy") for alias in node.names))
            or (
                isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith("sqlalchemy")
                and not {alias.name for alias in node.names} <= options
            )
        ),
        "A view imports only Session and loader options (joinedload) from SQLAlchemy; questions live in queries.",
    )


def test_nobody_else_asks_for_the_time() -> None:
    """Tests and the demonstration act at another moment."""
    asks = {("now", "datetime"), ("utcnow", "datetime"), ("today", "date"), ("today", "datetime"), ("time", "time")}
    nothing(
        (
            module.at(node)
            for module in modules()
            if module.name != "cpwb/core/clock.py"
            for node in calls(module)
            if (called(node), on(node)) in asks
        ),
        "Ask the one clock: from cpwb.core import clock; clock.now() or clock.today().",
    )


def test_nobody_prints_or_reads_the_environment() -> None:
    """Settings come from config.py; commands write with click.echo."""
    nothing(
        (
            f"{module.at(node)} {called(node)}"
            for module in modules()
            if module.name != "config.py"
            for node in calls(module)
            if called(node) in {"print", "getenv"} or (called(node) == "get" and on(node) == "environ")
        ),
        "Read current_app.config (config.py reads the environment), and write with click.echo.",
    )


def test_queries_write_nothing() -> None:
    """A question changes nothing."""
    nothing(
        (
            f"{module.at(node)} {called(node)}"
            for module in rooms("queries")
            for node in calls(module)
            if called(node) in {"insert", "update", "publish", "flush", "commit", "add_all"}
            or (called(node) in {"add", "delete"} and on(node) in SESSIONS)
        ),
        "A question writes nothing. Move the writing to service.",
    )


def test_silenced_rules_say_why() -> None:
    """Whoever reads the line knows whether the reason still holds."""
    silenced = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
    reasoned = re.compile(r"# noqa: [A-Z0-9, ]+ -- \S|# type: ignore\[[\w\-, ]+\]  # \S")
    folder = modules()[0].path.parents[1]
    own = ("architecture/test_rooms.py",)
    files = [module.path for module in modules()] + sorted((folder / "tests").rglob("*.py"))
    nothing(
        (
            f"{path.relative_to(folder).as_posix()}:{number}"
            for path in files
            if not path.as_posix().endswith(own)
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if silenced.search(line) and not reasoned.search(line)
        ),
        "Say why: `# noqa: S105 -- the name of the algorithm` or `# type: ignore[misc]  # ours have labels`.",
    )


def test_columns_are_explained() -> None:
    """A sentence before each column: `#:` says what it holds, its unit, what none means."""

    def unexplained(module: Module) -> Iterator[str]:
        source = module.text.splitlines()
        for node in ast.walk(module.tree):
            for field in node.body if isinstance(node, ast.ClassDef) else ():
                if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
                    continue
                annotation = ast.unparse(field.annotation)
                if (
                    "Mapped[" not in annotation
                    or field.value is None
                    or "Mapped[Id]" in annotation
                    or "ClassVar" in annotation
                ):
                    continue
                if called(field.value or field) == "relationship" or source[field.lineno - 2].strip().startswith("#:"):
                    continue
                yield f"{module.at(field)} {node.name}.{field.target.id}"  # type: ignore[attr-defined]  # a class, see above

    nothing(
        (place for module in rooms("models") for place in unexplained(module)),
        "Write a sentence above the column: #: The day by which it is promised.",
    )
