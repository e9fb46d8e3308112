"""What people set about the papers of a committee, turned into values."""

from wtforms import BooleanField

from cpwb.core.words import _l
from cpwb.minutes.papers.models import HouseStyle
from cpwb.ui.fields import BilingualField, RevisionField
from cpwb.ui.forms import Form
from cpwb.ui.uploads import FileField


class HouseStyleForm(Form):
    """The house style of a committee."""

    logo = FileField(
        _l("Logo"),
        accept="image/png,image/jpeg",
        hint=_l("A PNG or JPEG picture, 1 MB at most. It is stored without the data that a camera adds."),
    )
    remove_logo = BooleanField(_l("Take the logo away"))
    logo_alt = BilingualField(
        _l("What the logo shows"), hint=_l("For people who do not see it, for example: logo of the police zone Gent.")
    )
    header = BilingualField(_l("Line at the top of each page"))
    footer = BilingualField(_l("Line at the bottom of each page"), hint=_l("For example the address of the secretary."))
    funding = BilingualField(
        _l("Funding line"), max_length=400, hint=_l("Leave it empty to print the one of this website, if there is one.")
    )
    disclaimer = BilingualField(
        _l("Disclaimer"), max_length=1000, multiline=True, hint=_l("It stands at the end of each paper.")
    )
    revision = RevisionField()

    @classmethod
    def of(cls, style: HouseStyle, *, has_logo: bool) -> "HouseStyleForm":
        """Return the form of a style; there is nothing to take away where there is no logo."""
        names = ("logo_alt", "header", "footer", "funding", "disclaimer", "revision")
        form = cls(data={name: getattr(style, name) for name in names})
        if not has_logo:
            del form.remove_logo
        return form
