"""The source as the rules of the house read it: modules as trees, templates as texts, sentences about what is wrong."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file of the product."""

    path: Path

    @cached_property
    def text(self) -> str:
        """Return the source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Return the source as a tree."""
        return ast.parse(self.text)

    @property
    def name(self) -> str:
        """Return the path from the top: cpwb/meetings/views.py."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def dotted(self) -> str:
        """Return the name with which it is imported."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def is_room(self, room: str) -> bool:
        """Say whether it is the room of that name in a feature, or in the folder of that name."""
        return room in self.path.relative_to(ROOT).with_suffix("").parts[2:]

    def functions(self) -> Iterator[Function]:
        """Give every function and method, also those inside others."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def at(self, node: ast.stmt | ast.expr) -> str:
        """Return the place of a node: cpwb/meetings/views.py:12."""
        return f"{self.name}:{node.lineno}"


@lru_cache
def modules() -> tuple[Module, ...]:
    """Return every module of the product, and those beside it at the top."""
    files = [*sorted((ROOT / "cpwb").rglob("*.py")), ROOT / "config.py", ROOT / "wsgi.py"]
    return tuple(Module(path) for path in files)


def rooms(room: str) -> list[Module]:
    """Return the modules that are the room of that name."""
    return [module for module in modules() if module.is_room(room)]


@lru_cache
def templates() -> dict[str, str]:
    """Return the text of every HTML template by its path from the top."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "cpwb").rglob("templates/**/*.html"))
    }


def feature_templates() -> dict[str, str]:
    """Return the templates that are pages of a feature, not components."""
    return {name: text for name, text in templates().items() if not name.startswith("cpwb/ui/")}


def called(node: ast.AST) -> str:
    """Return the last name of what a call calls: `session.execute(…)` gives "execute"."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def on(node: ast.AST) -> str:
    """Return the last name of what a method is called on: `db.session.commit()` gives "session"."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return ""
    value = node.func.value
    if isinstance(value, ast.Call):
        return called(value)
    return value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""


def lines(function: Function) -> int:
    """Return the number of lines of a function, its docstring included, a long list of arguments not."""
    return (function.end_lineno or function.lineno) - function.body[0].lineno + 1


def nothing(found: Iterable[str], rule: str) -> None:
    """Fail with `rule`, which says what to type instead, and every place where it is broken."""
    places = sorted(found)
    assert not places, "\n".join([rule, *(f"  {place}" for place in places)])
