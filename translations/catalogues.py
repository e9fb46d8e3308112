"""The catalogues of the interface: bring them up to date with the source, or compile them.

    python translations/catalogues.py update    # after new or changed texts; then translate what is empty
    python translations/catalogues.py compile   # writes the .mo files that the application reads

msgids are English. Everything is sorted and without dates or places, so that a change shows only what changed.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent
SOURCE = FOLDER.parent / "cpwb"
LANGUAGES = ("nl", "fr")
DOMAINS = ("messages", "flask_security")

_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "_l": None,
    "_ln": (1, 2),
}
_OPTIONS = {"**/templates/**.html": {"trimmed": "true"}, "**/templates/**.txt": {"trimmed": "true"}}


def template() -> Catalog:
    """Return the texts that stand in the source now."""
    catalogue = Catalog(project="CPWB", charset="utf-8")
    found = extract_from_dir(SOURCE, _METHODS, _OPTIONS, keywords=_KEYWORDS)
    for _file, _line, message, _comments, context in found:
        catalogue.add(message, context=context)
    return catalogue


def path_of(language: str, domain: str = "messages") -> Path:
    """Return the place of a catalogue."""
    return FOLDER / language / "LC_MESSAGES" / f"{domain}.po"


def read(language: str, domain: str = "messages") -> Catalog:
    """Return a catalogue as it is stored; an empty one when there is none yet."""
    path = path_of(language, domain)
    if not path.exists():
        return Catalog(locale=language, project="CPWB", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalogue: Catalog, path: Path) -> None:
    """Store a catalogue, sorted, with a header that does not change from day to day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, no_location=True, ignore_obsolete=True, omit_header=True)
    body = path.read_text(encoding="utf-8")
    path.write_text(_header(catalogue) + body, encoding="utf-8")


def _header(catalogue: Catalog) -> str:
    lines = ["Project-Id-Version: CPWB", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    lines.append("Content-Transfer-Encoding: 8bit")
    if catalogue.locale is not None:
        lines += [f"Language: {catalogue.locale}", f"Plural-Forms: {catalogue.plural_forms}"]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def update() -> None:
    """Bring the template and both catalogues up to date; texts that are gone are dropped."""
    source = template()
    write(source, FOLDER / "messages.pot")
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(source, no_fuzzy_matching=True)
        write(catalogue, path_of(language))


def compile_all() -> None:
    """Write the .mo files beside the .po files."""
    for language, domain in _all():
        with path_of(language, domain).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language, domain))


def _all() -> Iterator[tuple[str, str]]:
    return ((language, domain) for language in LANGUAGES for domain in DOMAINS)


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()
