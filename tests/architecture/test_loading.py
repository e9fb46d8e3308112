"""What is loaded when: rules without the web, the application without what only a paper needs."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT, modules, nothing

#: Rules that reach the table of users, whose class must derive from Flask-Security's.
KNOW_USERS = ("cpwb.accounts.", "cpwb.members.service")


def loaded_after(script: str) -> set[str]:
    """Return the names of the modules that a fresh interpreter has loaded after `script`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport sys\nprint(*sys.modules, sep='\\n')"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines())


def test_a_rule_can_be_used_without_the_web() -> None:
    """Importing the acts of meetings loads no Flask."""
    loaded = loaded_after("import cpwb.meetings.service")
    assert "cpwb.meetings.service" in loaded
    assert loaded & {"flask", "werkzeug", "jinja2", "wtforms", "flask_sqlalchemy"} == set()


def test_no_room_of_rules_loads_the_web() -> None:
    """Choices, events, models, queries and services of every feature, except where users are known."""
    rules = [
        module.dotted
        for module in modules()
        if any(module.is_room(room) for room in ("choices", "events", "models", "queries", "service"))
        and not module.dotted.startswith(KNOW_USERS)
        and "cpwb.accounts" not in module.text
    ]
    assert len(rules) > 20
    loaded = loaded_after("\n".join(f"import {name}" for name in rules))
    nothing(
        loaded & {"flask", "flask_security", "werkzeug", "wtforms"},
        "A rule loads the web. Take _l from cpwb.core.words, and leave request, session and forms to the views.",
    )


def test_the_application_starts_without_what_only_a_paper_needs(tmp_path: Path) -> None:
    """Typst and its like are imported where they are used: a page does not wait for them."""
    loaded = loaded_after(
        "from config import Testing\nfrom cpwb.app import create_app\n"
        f"create_app(Testing(SQLALCHEMY_DATABASE_URI='sqlite:///{tmp_path / 'x.sqlite'}'))"
    )
    assert "flask" in loaded
    nothing(
        loaded & {"typst", "vl_convert", "webauthn", "docx", "xlsxwriter", "python_calamine", "PIL", "smtplib"},
        "Import it inside the function that needs it, with the reason: # noqa: PLC0415 -- only a paper needs it.",
    )
