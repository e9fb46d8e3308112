"""The house style of a committee's papers."""

from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cpwb.committees.models import Committee
from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.bilingual import Bilingual, bilingual
from cpwb.core.db import Base, Id, Revised


class HouseStyle(Revised, CommitteeScoped, Base):
    """What a committee adds to the look of its papers; a committee without one uses ours."""

    __tablename__ = "house_styles"
    __table_args__ = (
        sa.UniqueConstraint("committee_id"),
        sa.CheckConstraint("logo IS NULL OR logo_alt_nl <> '' OR logo_alt_fr <> ''", name="logo_has_words"),
    )

    id: Mapped[Id]
    #: The logo, re-encoded as PNG; read only where it is printed or shown.
    logo: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    #: What the logo shows, for those who do not see it.
    logo_alt: Mapped[Bilingual] = bilingual("logo_alt")
    #: Who pays for the committee's work; empty: the funding line of this instance.
    funding: Mapped[Bilingual] = bilingual("funding", length=400)
    #: Who answers for what the papers say.
    disclaimer: Mapped[Bilingual] = bilingual("disclaimer", length=1000)
    #: The line at the top of each page.
    header: Mapped[Bilingual] = bilingual("header")
    #: The line at the bottom of each page, such as an address.
    footer: Mapped[Bilingual] = bilingual("footer")

    @classmethod
    def of(cls, committee: Committee) -> Self:
        """Return an empty style for a committee that has none yet; it is not stored."""
        empty = {name: Bilingual() for name in ("logo_alt", "funding", "disclaimer", "header", "footer")}
        return cls(committee_id=committee.id, revision=1, logo=None, **empty)
