"""Your text is kept: a form that was sent after the session had ended is carried through the sign-in.

The sign-in page answers it with what was typed in one signed, hidden field. After signing in, a page shows the text
and sends it, with a fresh token, to where it was going. Nothing is stored, and no script is needed.

Only what our own pages sent is kept: otherwise a stranger's page could put a form of its own before a reader who then
signs in and saves it.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from flask import current_app, request

from cpwb.access.guard import PUBLIC
from cpwb.accounts.signing import sign, signed
from cpwb.core.sanitising import plain_text
from cpwb.ui.addresses import local_path

_PURPOSE = "kept text"

#: How long somebody may take to sign in again.
_LASTS = timedelta(days=1)

#: More characters than this are not carried along; the longest text of a form is well below.
_MOST = 1_000_000

#: What people did not type as words: numbers, dates and times, codes of choices.
_NO_WORDS = re.compile(r"[\d\s.:/+-]*|[a-z_]+")


@dataclass(frozen=True)
class Kept:
    """What was typed: the `values` of a form that was going to `path` from the page `page`."""

    path: str
    page: str
    values: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> list[str]:
        """Return the words among the values, without tags, to be read again."""
        words = (plain_text(value) if value.lstrip().startswith("<") else value.strip() for _name, value in self.values)
        return [text for text in words if text and not _NO_WORDS.fullmatch(text)]


def keep() -> str:
    """Return what this request sent as a signed text, or nothing when there is nothing to keep."""
    if request.method != "POST" or request.files or not is_from_our_page() or not needs_sign_in():
        return ""
    values = [(name, value) for name, value in request.form.items(multi=True) if _is_kept(name)]
    if not values:
        return ""
    text = sign(_PURPOSE, {"path": here(), "page": page_before(), "values": values})
    return text if len(text) <= _MOST else ""


def kept(text: str | None) -> Kept | None:
    """Return what was kept in a signed text, or None when it is false or too old."""
    found = signed(_PURPOSE, text, _LASTS) if text else None
    if found is None:
        return None
    return Kept(found["path"], found["page"], tuple((name, value) for name, value in found["values"]))


def needs_sign_in() -> bool:
    """Say whether the page that was asked for is one of ours for which one signs in."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "access", PUBLIC) != PUBLIC


def is_from_our_page() -> bool:
    """Say whether the browser tells that one of our own pages sent this request."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if origin := request.headers.get("Origin"):
        return origin == request.host_url.rstrip("/")
    return (request.referrer or "").startswith(request.host_url)


def here() -> str:
    """Return the path of this request with its query."""
    return request.full_path if request.query_string else request.path


def page_before() -> str:
    """Return the page on which the form of this request stood, as far as the browser tells; else the first page."""
    if not (request.referrer or "").startswith(request.host_url):
        return "/"
    referrer = urlsplit(request.referrer)
    return local_path(f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path)


def _is_kept(name: str) -> bool:
    return name != "csrf_token" and "password" not in name
