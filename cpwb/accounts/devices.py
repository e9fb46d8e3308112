"""What a device may know of the reader: a mark that tells people apart, and the key of what it keeps for them.

The mark is the same for ever and says nothing about the account. The key changes with `fs_uniquifier`, so that signing
out, which ends every session, and setting a password make what devices kept unreadable. Both are derived from the
secret key: nothing is stored.
"""

import base64
import hmac

from flask import current_app, session

from cpwb.access.guard import current_actor


def reader_mark() -> str:
    """Return the mark of whoever is signed in; nothing for visitors."""
    actor = current_actor()
    return _derived(f"reader {actor.user_id}").hex()[:24] if actor.is_signed_in else ""


def draft_key() -> str:
    """Return the key, 32 bytes in Base64, that locks what a device keeps for the reader; nothing for visitors."""
    if not current_actor().is_signed_in:
        return ""
    return base64.b64encode(_derived(f"draft {session['_user_id']}")).decode()


def _derived(purpose: str) -> bytes:
    return hmac.digest(current_app.config["SECRET_KEY"].encode(), purpose.encode(), "sha256")
