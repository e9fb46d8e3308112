"""Addresses of our own pages: whole ones for mails, those a reader may be sent back to, the page asked for."""

from typing import Any

from flask import current_app, request


def address(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, for mails.

    It begins with `CPWB_BASE_URL`, never with the Host header, which a stranger can choose. It works without a request.
    """
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{current_app.config['CPWB_BASE_URL']}{path}"


def local_path(target: str | None, default: str = "/") -> str:
    """Return `target` if it is a path of this site, or else `default`.

    Browsers read two slashes, and a slash with a backslash, a tab or a line break, as the address of another host.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return default
    return default if "\\" in target or any(sign < " " for sign in target) else target


def asked_page() -> int:
    """Return which page of a list the address asks for; junk asks for the first."""
    return request.args.get("page", 1, type=int)
