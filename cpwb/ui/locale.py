"""The language of a page, and dates, numbers and bilingual texts in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal, format_percent
from flask import has_request_context, request, session
from flask_babel import force_locale
from markupsafe import Markup, escape

from cpwb.access.guard import current_actor
from cpwb.core import clock
from cpwb.core.bilingual import LANGUAGES, Bilingual, other_language
from cpwb.core.dates import short_date
from cpwb.core.words import _l, said

SESSION_KEY = "language"

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write everything inside the block in `language`: a mail to somebody, a paper of a committee."""
    token = _spoken.set(language)
    try:
        with force_locale(f"{language}_BE"):
            yield
    finally:
        _spoken.reset(token)


def colon() -> str:
    """Return the colon between two parts of a sentence: French has a space before it, at which no line ends."""
    return ":" if current_language() == "nl" else "\u00a0:"


def current_language() -> str:
    """Return "nl" or "fr": the person's own, else the one chosen on this device, else the browser's, else nl."""
    if forced := _spoken.get():
        return forced
    if not has_request_context():
        return "nl"
    chosen = current_actor().language or session.get(SESSION_KEY)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or "nl"


def current_locale() -> str:
    """Return the locale for formats: nl_BE or fr_BE."""
    return f"{current_language()}_BE"


def shown(value: Any) -> Any:
    """Finalise what a template prints: bilingual texts in the reader's language, nothing for None.

    A text that exists only in the other language says so to screen readers and browsers with `lang`.
    """
    if value is None:
        return ""
    if isinstance(value, Bilingual):
        language = current_language()
        if value.has(language) or not value:
            return value.text(language)
        return Markup('<span lang="{}">{}</span>').format(other_language(language), value.text(language))
    return value


def only_in(*texts: Bilingual) -> str:
    """Say in which language alone one of the texts exists; nothing when the reader can read all of them."""
    language = current_language()
    if all(text.has(language) or not text for text in texts):
        return ""
    return str(_l("in French only") if language == "nl" else _l("in Dutch only"))


def written_in(text: str, language: str) -> Markup:
    """Mark a text that people wrote in `language` when the page is in the other one."""
    if language == current_language():
        return Markup.escape(text)
    return Markup('<span lang="{}">{}</span>').format(str(language), text)


def day(value: date | None) -> str:
    """Write a date in full: 9 maart 2026, 1er juillet 2026."""
    return _in_full("", value) if value else ""


def weekday(value: date | None) -> str:
    """Write a date with its weekday: dinsdag 10 maart 2026."""
    return _in_full("EEEE ", value) if value else ""


def _in_full(before: str, value: date) -> str:
    """Write a date after the pattern `before`; in French, a month has a first and then numbers."""
    number = "d'er'" if value.day == 1 and current_language() == "fr" else "d"
    return format_date(value, f"{before}{number} MMMM y", locale=current_locale())


def short(value: date | datetime | None) -> str:
    """Write a date, or the day of a moment in Brussels, as forms and tables show it: 9/03/2026."""
    if isinstance(value, datetime):
        value = clock.local(value).date()
    return short_date(value) if value else ""


def moment(value: datetime | None) -> str:
    """Write a moment by the clocks of Brussels: 9/03/2026 14.32."""
    return f"{short_date(clock.local(value).date())} {hour(value)}" if value else ""


def hour(value: datetime | None) -> str:
    """Write the time of a moment by the clocks of Brussels: 18.30 in Dutch, 18 h 30 in French."""
    if not value:
        return ""
    pattern = "HH.mm" if current_language() == "nl" else "HH'\u00a0h\u00a0'mm"
    return format_time(clock.local(value).time(), pattern, locale=current_locale())


def month(value: date) -> str:
    """Write a month: maart 2026."""
    return format_skeleton("yMMMM", value, locale=current_locale())


def number(value: float | None) -> str:
    """Write a number with the reader's separators."""
    return "" if value is None else format_decimal(value, locale=current_locale())


def percent(value: float | None) -> str:
    """Write a share between 0 and 1 as a whole percentage; a dash when there is nothing to divide by."""
    return "–" if value is None else format_percent(value, format="#,##0\u00a0%", locale=current_locale())


def lines(text: str | Bilingual) -> Markup:
    """Show plain text with its line breaks; a bilingual one in the reader's language, as `shown` does."""
    if isinstance(text, Bilingual):
        language = current_language()
        broken = lines(text.text(language))
        if text.has(language) or not text:
            return broken
        return Markup('<span lang="{}">{}</span>').format(other_language(language), broken)
    return Markup("<br>").join(escape(line) for line in text.splitlines())


FILTERS = {
    function.__name__: function
    for function in (said, day, weekday, short, moment, hour, month, number, percent, lines, shown, only_in, written_in)
}
