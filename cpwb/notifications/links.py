"""Links in the text of a mail, for the page on which the demonstration shows its mails."""

import re

from markupsafe import Markup, escape

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def local_links(text: str, base_url: str) -> Markup:
    """Return `text` with its line breaks, its addresses under `base_url` made links to the pages of this server.

    Everything else, addresses elsewhere included, stays text: a mail holds what people typed.
    """
    parts: list[Markup] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;:!?)]'")
        path = address.removeprefix(base_url)
        if path != address and re.match(r"/(?![/\\])", path):
            parts += [escape(text[end : match.start()]), Markup('<a href="{}">{}</a>').format(path, address)]
            end = match.start() + len(address)
    parts.append(escape(text[end:]))
    return Markup("<br>").join(Markup("").join(parts).splitlines())
