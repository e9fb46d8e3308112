"""Signed texts that leave the server and come back: each with one purpose, and a moment after which it is void."""

import hmac
from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from cpwb.core import clock


class _Signer(TimestampSigner):
    """Signs with the time of our one clock."""

    def get_timestamp(self) -> int:
        """Return the present moment in seconds."""
        return int(clock.now().timestamp())


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"cpwb {purpose}", signer=_Signer)


def sign(purpose: str, content: Any) -> str:
    """Return `content` as a signed text for one purpose; it can be read by anybody but not changed."""
    return str(_serializer(purpose).dumps(content))


def signed(purpose: str, text: str, within: timedelta) -> Any:
    """Return what was signed for this purpose at most `within` ago, or None."""
    try:
        return _serializer(purpose).loads(text, max_age=int(within.total_seconds()))
    except BadSignature:
        return None


def sealing_keys(purpose: str) -> list[bytes]:
    """Return the keys for seals that never expire: the first one makes them, the others belong to earlier secrets.

    When the secret of the instance changes, the old one goes on checking as long as `SECRET_KEY_FALLBACKS` names it.
    """
    config = current_app.config
    secrets = [config["SECRET_KEY"], *(config.get("SECRET_KEY_FALLBACKS") or ())]
    return [hmac.digest(str(secret).encode(), f"cpwb {purpose}".encode(), "sha256") for secret in secrets]
