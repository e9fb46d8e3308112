"""Bilingual fields, declared once.

`title: Mapped[Bilingual] = bilingual("title")` makes the columns `title_nl`, `title_fr` and, for texts that are
translated by people, `title_edited`: the language that was edited last while the other one was not, so that the
other one is marked as out of date. A value is replaced as a whole: `thing.title = thing.title.revised(nl=…, fr=…)`.
In SQL `Committee.name.in_language("nl")` is the text in that language or else in the other one.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import CompositeProperty, composite, mapped_column

LANGUAGES = ("nl", "fr")


class Language(StrEnum):
    """The two languages of the product."""

    NL = "nl"
    FR = "fr"

    @property
    def label(self) -> str:
        """Return the language's own name for itself, which nobody translates."""
        return {"nl": "Nederlands", "fr": "Français"}[self.value]


def other_language(language: str) -> str:
    """Return the other one of the two languages."""
    return "fr" if language == "nl" else "nl"


@dataclass(frozen=True)
class Bilingual:
    """A text in Dutch and French; either may be empty. `edited` is the language that is ahead of the other."""

    nl: str = ""
    fr: str = ""
    edited: str | None = None

    def __bool__(self) -> bool:
        return bool(self.nl or self.fr)

    def text(self, language: str) -> str:
        """Return the text in `language`, or else the one in the other language."""
        wanted, other = (self.nl, self.fr) if language == "nl" else (self.fr, self.nl)
        return wanted or other

    def has(self, language: str) -> bool:
        """Say whether there is a text in `language` itself."""
        return bool(self.nl if language == "nl" else self.fr)

    @property
    def outdated(self) -> str | None:
        """Return the language whose text is older than the other's, or None."""
        return other_language(self.edited) if self.edited and self.nl and self.fr else None

    def revised(self, *, nl: str, fr: str) -> "Bilingual":
        """Return the value after an edit, remembering which language was edited alone."""
        changed = [language for language, old, new in (("nl", self.nl, nl), ("fr", self.fr, fr)) if old != new]
        if not changed:
            return self
        if len(changed) == len(LANGUAGES) or not (nl and fr):
            return Bilingual(nl, fr, None)
        alone = changed[0]
        was_empty = not (self.nl if alone == "nl" else self.fr)
        caught_up = self.outdated == alone
        return Bilingual(nl, fr, None if was_empty or caught_up else alone)


class _BilingualComparator(CompositeProperty.Comparator[Bilingual]):
    def in_language(self, language: str) -> sa.ColumnElement[str]:
        """Return the SQL for the text in `language`, or else in the other language."""
        nl, fr = self.__clause_element__().clauses[:2]
        wanted, other = (nl, fr) if language == "nl" else (fr, nl)
        return sa.case((wanted != "", wanted), else_=other)

    def contains_text(self, words: str) -> sa.ColumnElement[bool]:
        """Return the SQL that looks for `words` in either language, without regard to case."""
        nl, fr = self.__clause_element__().clauses[:2]
        return sa.or_(nl.icontains(words, autoescape=True), fr.icontains(words, autoescape=True))


def bilingual(name: str, *, length: int | None = 200) -> Any:
    """Declare the columns of a bilingual field `name`; `length` in characters per language, None for a long text."""
    kind: sa.String = sa.String(length) if length else sa.Text()
    return composite(
        Bilingual,
        mapped_column(f"{name}_nl", kind, nullable=False, default="", server_default=""),
        mapped_column(f"{name}_fr", kind, nullable=False, default="", server_default=""),
        mapped_column(f"{name}_edited", sa.String(2), nullable=True),
        comparator_factory=_BilingualComparator,
    )
