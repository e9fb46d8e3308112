"""Rooms that are too big become folders of nouns; functions that are too long become several."""

import ast

from tests.architecture.source import Module, called, lines, modules, nothing, rooms

MODULE, FUNCTION, VIEW = 400, 40, 25

#: What may be longer, each with the reason.
EXCEPTIONS = {
    "config.py Config.__init__": "a list of settings, not a course of action",
}


def names_of(module: Module) -> dict[ast.AST, str]:
    """Return each function's name with its class before it."""
    found: dict[ast.AST, str] = {}
    for node in ast.walk(module.tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                found[child] = f"{node.name}.{child.name}" if isinstance(node, ast.ClassDef) else child.name
    return found


def test_modules_are_short() -> None:
    """One file can be read in one go."""
    sizes = {module.name: len(module.text.splitlines()) for module in modules()}
    nothing(
        (f"{name}: {size} lines" for name, size in sizes.items() if size > MODULE),
        f"A module has at most {MODULE} lines. Make it a folder of nouns: service/agenda.py, not service2.",
    )


def test_functions_are_short() -> None:
    """One function does one thing."""
    nothing(
        (
            f"{module.at(function)} {name}: {lines(function)} lines"
            for module in modules()
            for function, name in names_of(module).items()
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            and lines(function) > FUNCTION
            and f"{module.name} {name}" not in EXCEPTIONS
        ),
        f"A function has at most {FUNCTION} lines. Give its parts names of their own, or name it in EXCEPTIONS.",
    )


def test_views_are_short() -> None:
    """A view loads, asks the form, calls the service and redirects."""
    nothing(
        (
            f"{module.at(function)} {function.name}: {lines(function)} lines"
            for module in rooms("views")
            for function in module.functions()
            if any(called(decorator) == "page" for decorator in function.decorator_list) and lines(function) > VIEW
        ),
        f"A view has at most {VIEW} lines. Ask in queries, change in service, show in templates.",
    )


def test_exceptions_are_still_needed() -> None:
    """A function that was shortened leaves the list."""
    too_long = {
        f"{module.name} {name}"
        for module in modules()
        for function, name in names_of(module).items()
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and lines(function) > FUNCTION
    }
    nothing(set(EXCEPTIONS) - too_long, "These are short now. Take them out of EXCEPTIONS.")


def test_no_room_is_called_after_nothing() -> None:
    """A name says what lives there."""
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers"}
    nothing(
        (
            module.name
            for module in modules()
            if set(module.dotted.split(".")) & vague or module.path.stem[-1].isdigit()
        ),
        "Call a module after the noun or the verb that lives in it.",
    )
