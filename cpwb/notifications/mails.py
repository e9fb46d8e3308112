"""Mails as text: a template per event in `templates/notifications/mail`, whose first line is the subject.

The subject names no person, committee or matter (privacy P-25); the text greets nobody by name. A template prints plain
text: bilingual values go through `said`, and what people typed in one line goes through `one_line`.
"""

from dataclasses import dataclass
from typing import Any

from flask import current_app

from cpwb.ui.locale import speaking


@dataclass(frozen=True)
class Mail:
    """A subject line and a text in one language."""

    subject: str
    body: str


def written(kind: str, language: str, **context: Any) -> Mail:
    """Return the mail `kind` in `language`; it knows nothing of a request, so that commands can write it too."""
    with speaking(language):
        text = current_app.jinja_env.get_template(f"notifications/mail/{kind}.txt").render(**context)
    subject, _line, body = text.partition("\n")
    return Mail(subject.strip(), body.strip() + "\n")


def one_line(text: str) -> str:
    """Return what people typed on one line, so that it cannot look like the rest of the mail."""
    return " ".join(text.split())
