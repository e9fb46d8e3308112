"""What a file or a fingerprint belongs to. Nothing of it is kept."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cpwb.minutes.choices import Verdict
from cpwb.minutes.models import MinutesVersion
from cpwb.minutes.queries.versions import version_of_digest
from cpwb.minutes.seal import claimed_digest, seal_holds

#: As many characters of a fingerprint as stand at the foot of each page.
SHORTEST = 12


@dataclass(frozen=True)
class Verification:
    """What was found out, and the version it is about."""

    verdict: Verdict
    version: MinutesVersion | None = None


def verified_digest(session: Session, text: str) -> Verification:
    """Say which approved version a typed fingerprint belongs to: all of it, or its first twelve characters or more."""
    digest = re.sub(r"\s", "", text).casefold()
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST},64}}", digest):
        return Verification(Verdict.UNKNOWN)
    version = version_of_digest(session, digest)
    return Verification(Verdict.UNKNOWN if version is None else Verdict.FINGERPRINT, version)


def verified_file(session: Session, content: bytes, *, keys: Sequence[bytes]) -> Verification:
    """Say which approved version a PDF or a snapshot belongs to, and whether any byte of it has changed."""
    version = version_of_digest(session, hashlib.sha256(content).hexdigest())
    if version is not None:
        return Verification(Verdict.SNAPSHOT, version)
    claimed = claimed_digest(content)
    if claimed is None:
        return Verification(Verdict.UNKNOWN)
    version = version_of_digest(session, claimed)
    if not seal_holds(content, keys=keys):
        return Verification(Verdict.CHANGED, version)
    return Verification(Verdict.UNKNOWN if version is None else Verdict.PRINTED, version)
