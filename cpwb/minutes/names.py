"""Whether a text names somebody: "Hana Fictief", "Fictief, Hana", "H. Fictief" and "mevr. Fictief".

Capitals, accents, apostrophes, dashes and signs without width make no difference. A longer word is another name. A
last name alone can be an ordinary word ("klein", "de wit"): it is told apart, and only when it is written with a
capital.
"""

import re
import unicodedata
from collections.abc import Iterator

#: Apostrophes and dashes as telephones and Word write them, and signs without width: "N'Diaye" is also "N’Diaye".
_APOSTROPHES = re.compile("[\u2018\u2019\u02b9-\u02bf\u00b4`]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
#: Letters of which the accent cannot be taken off, as a keyboard without them writes them: "Yıldız" is also "Yildiz".
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "ẞ": "SS"}
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)
#: What begins a last name without being all of it; written small in one name and with a capital in another.
_PREFIXES = {
    "ait", "al", "ben", "bin", "bint", "d", "da", "de", "del", "den", "der", "des", "di", "dos", "du", "el", "het", "l",
    "la", "le", "les", "op", "t", "te", "ten", "ter", "van", "vande", "vanden", "vander", "von", "y",
}  # fmt: skip

#: Of fewer letters a part of a first name is likely to be an ordinary word.
_SHORTEST = 3

_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
#: Between the words of one name: "El Amrani" is also "El-Amrani" and "Elamrani".
_WITHIN = r"[\s'-]*"
#: After an abbreviation or a word, before the name.
_THEN = r"(?:\.\s*|\s+)[\"'«“„(\[]*"
_TITLES = (
    "mevrouw|mevr|mw|heer|heren|dhr|meneer|mijnheer|juffrouw|mr|"
    "madame|mesdames|mme|mmes|monsieur|messieurs|mlle|mlles|mademoiselle"
)
#: Titles that without a point are something else when they are written small.
_SHORT_TITLES = "M|MM"


def _plain(text: str) -> str:
    """Return a text with one kind of apostrophe and dash, and without accents and signs that cannot be seen."""
    text = _DASHES.sub("-", _APOSTROPHES.sub("'", _NO_WIDTH.sub("", text)))
    letters = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in letters if not unicodedata.combining(sign)).translate(_LETTERS)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _any_case(words: list[str]) -> str:
    return rf"(?i:{_WITHIN.join(map(re.escape, words))})"


class NamesIn:
    """The names in one or more texts."""

    def __init__(self, *texts: str) -> None:
        self._texts = [_plain(text) for text in texts]
        # Nearly all last names stand in no text at all, and this is a hundred times faster than looking for a name.
        self._letters = " ".join("".join(_words(text)).casefold() for text in self._texts)

    def names(self, first: str, last: str) -> bool:
        """Say whether somebody is named: first and last name in any order, an initial or a title with the last name."""
        given, family = _words(_plain(first)), _words(_plain(last))
        if not self._may_hold(family):
            return False
        surely, perhaps = _patterns(given, _any_case(family))
        return self._has(surely) or any(_is_written_as_name(found["last"]) for found in self._found(perhaps))

    def may_name(self, last: str) -> bool:
        """Say whether a last name stands in a text by itself, with a capital: as a name, or as an ordinary word."""
        family = _words(_plain(last))
        if not self._may_hold(family):
            return False
        return any(_is_written_as_name(found[0]) for found in self._found(_START + _any_case(family) + _END))

    def _may_hold(self, family: list[str]) -> bool:
        return bool(family) and "".join(family).casefold() in self._letters

    def _has(self, pattern: str) -> bool:
        return next(self._found(pattern), None) is not None

    def _found(self, pattern: str) -> Iterator[re.Match[str]]:
        for text in self._texts:
            yield from re.finditer(pattern, text)


def _patterns(given: list[str], last: str) -> tuple[str, str]:
    """Return what names somebody whatever its capitals, and what does so if the last name is written with one."""
    whole = f"{last}{_END}"
    surely = [rf"(?i:{_TITLES}){_THEN}{whole}", rf"(?i:{_SHORT_TITLES})\.\s*{whole}"]
    perhaps = [_SHORT_TITLES]
    if given:
        # Whoever is called Fatima-Zahra is called Fatima too.
        parts = [word for word in given if len(word) >= _SHORTEST and word.casefold() not in _PREFIXES]
        first = f"(?:{'|'.join([_any_case(given), *(_any_case([word]) for word in parts)])})"
        short = "|".join(map(_shortened, given))
        initials = [re.escape(word[0].upper()) for word in given]
        surely += [rf"{first}[\W_]+{whole}", rf"{last}[\W_]+{first}{_END}"]
        surely += [rf"(?:{short})\.[\s'-]*{whole}", rf"{last},?\s+(?:{short})\."]
        surely += [rf"{last},\s*(?:{'|'.join(initials)})(?![^\W_]|')"]
        perhaps += [*initials, "".join(initials)]
    return f"{_START}(?:{'|'.join(surely)})", rf"{_START}(?:{'|'.join(perhaps)})\s+(?P<last>{whole})"


def _shortened(word: str) -> str:
    """Return a pattern for the beginning of a first name: "M", "Moh" and "Moham" of "Mohamed".

    More than one letter begins with a capital: "zo." at the end of a sentence is no "Zoë".
    """
    first, *rest = map(re.escape, word)
    more = "".join(f"(?:{letter}" for letter in rest) + ")?" * len(rest)
    return f"{first.upper()}(?i:{more})|(?i:{first})"


def _is_written_as_name(text: str) -> bool:
    """Say whether a last name has a capital, beside that of its prefix: "De Wit" and "de Wit", not "De wit"."""
    words = _words(text)
    return any(not word[0].islower() for word in [word for word in words if word.casefold() not in _PREFIXES] or words)
