"""Things for the papers of a committee."""

import io
from typing import Any

from PIL import Image
from sqlalchemy.orm import Session

from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual
from cpwb.minutes.papers.models import HouseStyle


def a_picture(kind: str = "PNG", size: tuple[int, int] = (120, 60), mode: str = "RGB", **options: Any) -> bytes:
    """Return a picture as a file of a kind."""
    stored = io.BytesIO()
    Image.new(mode, size, "steelblue").save(stored, format=kind, **options)
    return stored.getvalue()


def a_logo() -> bytes:
    """Return a logo as it is stored."""
    return a_picture()


def a_house_style(session: Session, committee: Committee, **values: Any) -> HouseStyle:
    """Store the house style of a committee: a logo and each line."""
    lines = {
        "logo_alt": Bilingual("Logo van de zone", "Logo de la zone"),
        "header": Bilingual("Boven aan", "En haut"),
        "footer": Bilingual("Onder aan", "En bas"),
        "funding": Bilingual("Met steun van", "Avec le soutien de"),
        "disclaimer": Bilingual("Alleen voor ons", "Pour nous seuls"),
    }
    style = HouseStyle(committee=committee, **{"logo": a_logo(), **lines, **values})
    session.add(style)
    session.flush()
    return style
