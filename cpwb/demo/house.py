"""The house style of one committee in the demonstration. The logo is a drawing of ours, not that of the zone."""

from pathlib import Path

from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.core.bilingual import Bilingual
from cpwb.demo.cast import Story
from cpwb.demo.table import Table
from cpwb.minutes.papers.service import set_house_style

LOGO = Path(__file__).with_name("logo.png")
#: The zone whose committee has a house style; the others show what papers look like without one.
ZONE = "5415"


def dress_papers(session: Session, story: Story, table: Table) -> None:
    """Give the papers of the committee a logo and lines of their own."""
    if story.zone_number != ZONE:
        return
    set_house_style(
        session=session,
        actor=SYSTEM,
        committee=table.committee,
        revision=1,
        logo=LOGO.read_bytes(),
        logo_alt=Bilingual(
            "Voorbeeldlogo: acht stippen rond een tafel, naast een brug",
            "Logo d'exemple : huit points autour d'une table, à côté d'un pont",
        ),
        header=Bilingual("Samen aan tafel voor een veilige buurt", "Ensemble autour de la table pour un quartier sûr"),
        footer=Bilingual(
            "Secretariaat: secretariaat@gent.example · Botermarkt 1, 9000 Gent (demo)",
            "Secrétariat : secretariaat@gent.example · Botermarkt 1, 9000 Gand (démo)",
        ),
        funding=Bilingual("Met steun van een verzonnen fonds (demo)", "Avec le soutien d'un fonds imaginaire (démo)"),
        disclaimer=Bilingual(
            "Dit document geeft weer wat het comité besprak; het bindt de politiezone en haar partners niet.",
            "Ce document rend compte des échanges du comité ; il n'engage ni la zone de police ni ses partenaires.",
        ),
    )
