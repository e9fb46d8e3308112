"""Lazy translated text for the rooms that may not know Flask.

`choices`, `service` and `models` need words ("in progress", "The end lies before the start.") but must not load
the web. `_l("…")` and `_ln("…", "…", n)` keep the msgid; the text is looked up when it is shown, by the
translator that the application has put in place. Without one (unit tests) the msgid itself is shown.
"""

from collections.abc import Callable
from typing import Any

from markupsafe import escape

from cpwb.core.bilingual import Bilingual


def _plain(msgid: str, **values: Any) -> str:
    return msgid % values if values else msgid


def _plain_plural(singular: str, plural: str, number: int, **values: Any) -> str:
    return (singular if number == 1 else plural) % {"num": number, **values}


class _Translator:
    gettext: Callable[..., str] = staticmethod(_plain)
    ngettext: Callable[..., str] = staticmethod(_plain_plural)
    language: Callable[[], str] = staticmethod(lambda: "nl")


def translate_with(*, gettext: Callable[..., str], ngettext: Callable[..., str], language: Callable[[], str]) -> None:
    """Look texts up with these functions from now on, for the reader's `language` (called once by `create_app`)."""
    _Translator.gettext = staticmethod(gettext)
    _Translator.ngettext = staticmethod(ngettext)
    _Translator.language = staticmethod(language)


def said(value: Any) -> Any:
    """Return a bilingual text as plain text in the reader's language, or else in the other one; the rest as it is."""
    return value.text(_Translator.language()) if isinstance(value, Bilingual) else value


class LazyText:
    """A translatable text that is looked up each time it is turned into a string; its values may be bilingual."""

    __slots__ = ("_msgid", "_number", "_plural", "_values")

    def __init__(self, msgid: str, plural: str | None = None, number: int = 1, /, **values: Any) -> None:
        self._msgid = msgid
        self._plural = plural
        self._number = number
        self._values = values

    def __str__(self) -> str:
        values = {name: said(value) for name, value in self._values.items()}
        if self._plural is None:
            return str(_Translator.gettext(self._msgid, **values))
        return str(_Translator.ngettext(self._msgid, self._plural, self._number, **values))

    def __html__(self) -> str:
        """Markup-safe form: the text may hold values that people typed."""
        return str(escape(str(self)))

    def __mod__(self, values: Any) -> str:
        text: str = str(self) % values
        return text

    def __repr__(self) -> str:
        return f"LazyText({self._msgid!r})"

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self._msgid)


def _l(msgid: str, /, **values: Any) -> LazyText:
    """A lazy text: `_l("due on %(date)s", date=…)`."""
    return LazyText(msgid, **values)


def _ln(singular: str, plural: str, num: int, **values: Any) -> LazyText:
    """A lazy text with a plural: `_ln("%(num)s day", "%(num)s days", n)`."""
    return LazyText(singular, plural, num, **values)
