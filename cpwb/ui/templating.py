"""What every template may use: filters, a few functions, and the address of static files."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, current_app, request, url_for
from jinja2 import StrictUndefined
from markupsafe import Markup
from whitenoise import WhiteNoise
from wtforms import Field
from wtforms.form import BaseForm

from cpwb.access.guard import PUBLIC, SIGNED_IN, current_actor, may
from cpwb.access.permissions import Permission
from cpwb.core import clock
from cpwb.core.bilingual import other_language
from cpwb.ui import locale

STATIC = Path(__file__).parent / "static"
EXTENSION = "cpwb"


@dataclass(frozen=True)
class NavigationEntry:
    """One entry of a menu: shown to those who hold `access` somewhere."""

    label: Any
    endpoint: str
    access: Permission | str

    @property
    def url(self) -> str:
        """Return the address of the page."""
        return url_for(self.endpoint)

    @property
    def is_current(self) -> bool:
        """Say whether the reader is on that page."""
        return request.endpoint == self.endpoint

    def is_shown(self) -> bool:
        """Say whether the reader may go there."""
        if self.access == PUBLIC:
            return True
        if self.access == SIGNED_IN:
            return current_actor().is_signed_in
        return may(Permission(self.access))


def menu(name: str) -> list[NavigationEntry]:
    """Return the entries of a menu, "navigation" or "footer", that are for this reader."""
    entries: Sequence[NavigationEntry] = current_app.extensions[EXTENSION][name]
    return [entry for entry in entries if entry.is_shown()]


def funding() -> str:
    """Return the funding line of this instance in the reader's language (privacy P-37), perhaps empty."""
    return str(current_app.config[f"CPWB_FUNDING_{locale.current_language().upper()}"])


@lru_cache(maxsize=1)
def _static_digest() -> str:
    """Return a digest of all static files, which stands in their addresses so that they can be kept for ever."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Return the address of a static file; raise FileNotFoundError when there is none."""
    if not (STATIC / path).is_file():
        raise FileNotFoundError(path)
    return f"/static/{_static_digest()}/{path}"


def here() -> str:
    """Return the path of this page with its query, to come back to."""
    path = request.full_path if request.query_string else request.path
    return path if request.method == "GET" else request.path


def url_with(**changes: Any) -> str:
    """Return the address of this page with other values in its query; None takes one away."""
    query = {key: value for key, value in request.args.to_dict(flat=False).items() if key not in changes}
    query |= {key: [value] for key, value in changes.items() if value is not None}
    path = quote(request.script_root + request.path)
    # Not by url_for: it would take what readers type, such as "_scheme", for its own options.
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def is_required(field: Field) -> bool:
    """Say whether a field must be filled in."""
    return bool(getattr(field, "is_required", False) or field.flags.required)


def has_free_text(form: BaseForm) -> bool:
    """Say whether a form has a field for free text, above which a warning stands."""
    return any(getattr(field, "is_free_text", False) for field in form)


def has_file(form: BaseForm) -> bool:
    """Say whether a form has a field for a file, which must be sent in parts."""
    return any(field.type == "FileField" for field in form)


def described_by(field: Field) -> Markup:
    """Return the attribute that ties hint and error to an input."""
    ids = [f"{field.id}-hint"] if field.description else []
    ids += [f"{field.id}-error"] if field.errors else []
    return Markup(' aria-describedby="{}"').format(" ".join(ids)) if ids else Markup("")


def attributes_of(field: Field, *, autocomplete: str, rows: int) -> dict[str, Any]:
    """Return the attributes with which a field's own widget is called."""
    found: dict[str, Any] = {"class_": "input", "autocomplete": autocomplete}
    if field.type in ("LongTextField", "RichTextField"):
        found["rows"] = rows
    if ids := " ".join(
        ([f"{field.id}-hint"] if field.description else []) + ([f"{field.id}-error"] if field.errors else [])
    ):
        found["aria-describedby"] = ids
    if field.errors:
        found["aria-invalid"] = "true"
    # The server answers in the reader's language; the browser's own messages would not.
    found["required"] = False
    return found


def prepare_templates(app: Flask) -> None:
    """Give the templates of `app` these names, and let WhiteNoise serve the static files."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.finalize = locale.shown
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(locale.FILTERS)
    app.jinja_env.globals.update(
        P=Permission,
        asset=asset,
        attributes_of=attributes_of,
        colon=locale.colon,
        current_actor=current_actor,
        current_language=locale.current_language,
        described_by=described_by,
        funding=funding,
        has_file=has_file,
        has_free_text=has_free_text,
        here=here,
        is_required=is_required,
        may=may,
        menu=menu,
        other_language=other_language,
        today=clock.today,
        url_with=url_with,
    )
    served = WhiteNoise(app.wsgi_app, immutable_file_test=lambda _path, _url: True)
    served.add_files(str(STATIC), prefix=f"static/{_static_digest()}/")
    app.wsgi_app = served  # type: ignore[method-assign]  # Flask's own way to wrap
