"""The seal of a PDF: it says which approved minutes a file was printed from, and that no byte of it has changed since.

What two papers of the same minutes hold differs (restricted items, names, addenda of that day), so the files
differ, and none of them can be made again from the snapshot later. Therefore each file vouches for itself: an
HMAC-SHA256 over all its bytes, made with a key that only the server has, stands in a comment at its end, together with
the digest of the snapshot. The comment lies between two ends of the file, as ISO 32000 allows when something is added
to a PDF: readers find the same table of contents as before.
"""

import hmac
import re
from collections.abc import Iterable
from typing import Final

_MARK: Final = b"%CPWB-SEAL 1 "
_END: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


def sealed(pdf: bytes, *, digest: str, key: bytes) -> bytes:
    """Return a PDF of the minutes with this digest, sealed; raise ValueError for what is no PDF."""
    end = _END.search(pdf)
    if end is None:
        raise ValueError("a PDF ends with startxref, a number and %%EOF")
    body = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    seal = hmac.digest(key, body + digest.encode(), "sha256").hex()
    return body + _MARK + f"{digest} {seal}\nstartxref\n".encode() + end[1] + b"\n%%EOF\n"


def claimed_digest(file: bytes) -> str | None:
    """Return the digest that a sealed file names, whether the seal holds or not; None without a seal."""
    found = re.findall(re.escape(_MARK) + rb"([0-9a-f]{64}) [0-9a-f]{64}\n", file)
    return found[-1].decode() if found else None


def seal_holds(file: bytes, *, keys: Iterable[bytes]) -> bool:
    """Say whether every byte of a file is as it was when it was sealed with one of the keys."""
    body, mark, _rest = file.rpartition(_MARK)
    digest = claimed_digest(file)
    if not mark or digest is None or _END.search(body) is None:
        return False
    return any(hmac.compare_digest(sealed(body, digest=digest, key=key), file) for key in keys)
