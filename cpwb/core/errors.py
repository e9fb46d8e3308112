"""The one error that a rule of ours raises."""

from typing import Any


class RuleBroken(Exception):
    """Somebody asked for something that the rules do not allow.

    `field` is the name of the form field that the person can mend (or None when it is the whole act),
    `message` is a translated (usually lazy) sentence that says what to do. The page guard and the forms
    turn it into a 4xx answer with that sentence; nothing is written.
    """

    def __init__(self, field: str | None, message: Any) -> None:
        super().__init__(field)
        self.field = field
        self.message = message


class Outdated(RuleBroken):
    """Somebody else saved the same thing since the person loaded it; answered with 409 and both texts."""
