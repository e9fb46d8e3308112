"""A public function in a service is one act: named arguments, one event, no commit."""

import ast
from collections.abc import Iterator

from tests.architecture.source import Function, Module, called, modules, nothing, rooms

#: Acts that tell nothing of their own, each with the reason.
SILENT: dict[str, str] = {
    "cpwb.meetings.service.record.begin_writing": "a sign for whoever opens the same item, gone after two minutes",
}


def acts(module: Module) -> Iterator[Function]:
    """Give the public functions of a service."""
    return (
        node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    )


def parts(module: Module, function: Function) -> list[ast.AST]:
    """Return a function and the private ones of its module that it calls, however deep."""
    private = {
        node.name: node
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("_")
    }
    found: list[ast.AST] = [function]
    for part in found:
        for node in ast.walk(part):
            helper = private.get(called(node))
            if helper is not None and helper not in found:
                found.append(helper)
    return found


def published(module: Module, function: Function) -> set[str]:
    """Return the names of the events that an act publishes."""
    events = set()
    for part in parts(module, function):
        for node in ast.walk(part):
            if called(node) == "publish" and isinstance(node, ast.Call):
                event = node.args[1] if len(node.args) > 1 else None
                events.add(called(event) if event is not None and called(event) else "?")
    return events


def test_acts_take_named_arguments() -> None:
    """A call reads as a sentence: convene_meeting(session=…, actor=…, meeting=…)."""
    nothing(
        (
            f"{module.at(function)} {function.name}"
            for module in rooms("service")
            for function in acts(module)
            if function.args.args or function.args.posonlyargs or function.args.vararg
        ),
        "A public function of a service takes keyword-only arguments: def convene_meeting(*, session: Session, …).",
    )


def test_an_act_publishes_one_event() -> None:
    """Audit hears of everything that happened, once."""
    nothing(
        (
            f"{module.at(function)} {function.name}: {', '.join(sorted(found)) or 'no event'}"
            for module in rooms("service")
            for function in acts(module)
            if f"{module.dotted}.{function.name}" not in SILENT and len(found := published(module, function)) != 1
        ),
        "A public function of a service is one act and publishes one event: publish(session, SomethingHappened(…)). "
        "What only asks belongs to queries; a part of several acts is private (_name).",
    )


def test_silent_acts_are_still_there() -> None:
    """An exception that nobody needs any more leaves the list."""
    names = {
        f"{module.dotted}.{function.name}"
        for module in rooms("service")
        for function in acts(module)
        if len(published(module, function)) != 1
    }
    nothing(set(SILENT) - names, "These publish one event now, or are gone. Take them out of SILENT.")


def test_events_are_published_by_services() -> None:
    """Only an act tells what happened; views, queries and handlers do not."""
    allowed = {"service", "loading", "accounts"}
    nothing(
        (
            module.at(node)
            for module in modules()
            if not allowed & set(module.dotted.split("."))
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and called(node) == "publish"
        ),
        "Call a function of a service, which publishes its event.",
    )


def test_only_the_guard_commits() -> None:
    """What a page does is kept or dropped as a whole."""
    #: Where something else than a page asks for a transaction of its own.
    allowed = {
        "cpwb/access/guard.py",
        "cpwb/notifications/commands.py",
        "cpwb/notifications/sending.py",
    }
    nothing(
        (
            module.at(node)
            for module in modules()
            if module.name not in allowed
            and not module.name.startswith("cpwb/demo/")
            and not module.is_room("commands")
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and called(node) == "commit"
        ),
        "Do not commit: the page guard does when a POST succeeds. A command commits once at its end, in commands.py.",
    )
