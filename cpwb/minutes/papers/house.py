"""How the papers of a committee look: its house style, in the language of the paper."""

from sqlalchemy.orm import Session

from cpwb.committees.models import Committee
from cpwb.minutes.papers.models import HouseStyle
from cpwb.minutes.papers.parts import House, run
from cpwb.minutes.papers.queries import house_style_of
from cpwb.ui.locale import current_language
from cpwb.ui.templating import funding


def house_of(session: Session, committee: Committee) -> House:
    """Return the house style of a committee in the present language; the funding line is ours where it has none."""
    style = house_style_of(session, committee, with_logo=True) or HouseStyle.of(committee)
    lines = [
        [run(style.funding)] if style.funding else [run(funding())],
        [run(style.disclaimer)],
    ]
    return House(
        logo=style.logo or b"",
        logo_alt=style.logo_alt.text(current_language()),
        header=[run(style.header)] if style.header else [],
        footer=[run(style.footer)] if style.footer else [],
        ending=[line for line in lines if line[0]["text"]],
    )
