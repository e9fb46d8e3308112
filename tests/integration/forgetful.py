"""An application that answers as if it had saved, as ours does not: with it, the test of lost saves must fail."""

from cpwb.app import create_app
from cpwb.core.extensions import db


def _not_now() -> None:
    """Leave the changes where they are: they go with the server."""


application = create_app()
db.session.commit = _not_now  # type: ignore[method-assign]  # that is the mistake
