"""The forms of zones, organisations and committees, and the filters of their lists."""

from wtforms import SelectField
from wtforms.validators import Regexp

from cpwb.committees.choices import (
    ApprovalRule,
    CommitteeState,
    LanguageRegime,
    Nth,
    OrganisationState,
    Region,
    RhythmKind,
    Side,
    Weekday,
    ZoneState,
)
from cpwb.core.words import _l
from cpwb.ui.fields import (
    BilingualField,
    ChoiceField,
    DateField,
    LongTextField,
    NumberField,
    PickField,
    RevisionField,
    TextField,
    TimeField,
)
from cpwb.ui.forms import Filters, Form

_ALL_ZONES = _l("all zones")


class ZoneFilters(Filters):
    """Which zones a list shows."""

    q = TextField(_l("Name, number or municipality"))
    region = ChoiceField(_l("Region"), Region, required=False, nothing=_l("all regions"))
    province = SelectField(_l("Province"), choices=[], validate_choice=False)
    state = ChoiceField(_l("State"), ZoneState, required=False, nothing=_l("existing and merged"))


class ZoneForm(Form):
    """The facts of a zone."""

    number = TextField(
        _l("Zone number"),
        max_length=4,
        validators=[Regexp(r"[0-9]{4}\Z", message=_l("A zone number has four digits."))],
        hint=_l("Four digits. Leave it empty when it is not known."),
    )
    name = BilingualField(
        _l("Name"),
        required=True,
        hint=_l("Without “police zone”; in the languages in which the zone addresses the public."),
    )
    region = ChoiceField(_l("Region"), Region)
    province = BilingualField(
        _l("Province"), max_length=80, required=True, hint=_l("In Brussels: the Brussels-Capital Region.")
    )
    language_regime = ChoiceField(_l("Languages in which it addresses the public"), LanguageRegime)
    note = BilingualField(_l("Remark"), max_length=400, multiline=True)
    valid_from = DateField(_l("First day"), hint=_l("Where known, for example 1/1/2025."))


class EditZoneForm(ZoneForm):
    """The facts of a zone that is there already."""

    revision = RevisionField()


class MergeZoneForm(Form):
    """Into which zone a zone merges, and when."""

    successor_id = PickField(_l("Merges into"), prompt=_l("Choose a zone"))
    last_day = DateField(_l("Last day of the old zone"), hint=_l("Where known, for example 31/12/2026."))


class OrganisationFilters(Filters):
    """Which organisations a list shows."""

    q = TextField(_l("Name"))
    side = ChoiceField(_l("Side"), Side, required=False, nothing=_l("all sides"))
    zone_id = PickField(_l("Zone"), required=False, nothing=_ALL_ZONES)
    state = ChoiceField(_l("State"), OrganisationState, required=False, nothing=_l("active and closed"))


class OrganisationForm(Form):
    """The details of an organisation."""

    name = BilingualField(_l("Name"), required=True, hint=_l("In one language when it has only one name."))
    side = ChoiceField(_l("Side"), Side, hint=_l("The side for which it sits at the table."))
    zone_id = PickField(_l("Zone"), prompt=_l("Choose a zone"))
    website = TextField(
        _l("Website"),
        validators=[
            Regexp(r"https?://[^\s/]+\.[^\s]+\Z", message=_l("Type the whole address, starting with https://."))
        ],
        hint=_l("For example https://www.example.be."),
    )


class EditOrganisationForm(OrganisationForm):
    """The details of an organisation that is there already."""

    revision = RevisionField()


class CloseForm(Form):
    """The day on which something was closed."""

    closed_on = DateField(_l("Closed on"), required=True)


class CommitteeFilters(Filters):
    """Which committees a list shows."""

    q = TextField(_l("Name"))
    zone_id = PickField(_l("Zone"), required=False, nothing=_ALL_ZONES)
    state = ChoiceField(_l("State"), CommitteeState, required=False, nothing=_l("all states"))


class CommitteeForm(Form):
    """The details and the rules of a committee."""

    name = BilingualField(
        _l("Name"), required=True, hint=_l("In the languages in which the zone addresses the public.")
    )
    purpose = BilingualField(
        _l("Purpose"),
        max_length=4000,
        required=True,
        multiline=True,
        hint=_l("What the committee is for, as its terms of reference say it."),
    )
    working_languages = ChoiceField(_l("Working languages"), LanguageRegime)
    founded_on = DateField(_l("Founded on"), required=True)
    rhythm_kind = ChoiceField(
        _l("When it meets"), RhythmKind, hint=_l("The dates of the coming meetings are proposed from this.")
    )
    rhythm_weeks = NumberField(
        _l("Weeks between meetings"), low=1, high=104, hint=_l("For a rhythm of every so many weeks.")
    )
    rhythm_nth = ChoiceField(
        _l("Which weekday of the month"), Nth, hint=_l("For a rhythm of a fixed weekday of the month.")
    )
    rhythm_weekday = ChoiceField(_l("Weekday"), Weekday)
    rhythm_months = NumberField(_l("Months between meetings"), low=1, high=24, hint=_l("1 means every month."))
    usual_start = TimeField(
        _l("Usually starts at"), hint=_l("For example 18.30. Leave it empty to propose the time of the last meeting.")
    )
    usual_minutes = NumberField(_l("Usual length in minutes"), low=15, high=720, hint=_l("For example 120."))
    usual_place = TextField(_l("Usual place"))
    quorum_total = NumberField(
        _l("Seats that must be present"), low=1, high=200, hint=_l("Leave it empty for no rule.")
    )
    quorum_police = NumberField(_l("Of which on the side of the police"), low=1, high=200)
    quorum_community = NumberField(_l("Of which on the side of communities and civil society"), low=1, high=200)
    approval_rule = ChoiceField(_l("The minutes are approved by"), ApprovalRule)
    review_days = NumberField(
        _l("Days to read the draft minutes"),
        low=1,
        high=90,
        required=True,
        hint=_l("Members can read the draft for this long before it is approved."),
    )
    controllers = LongTextField(
        _l("Responsible for the personal data"),
        max_length=2000,
        hint=_l("The police zone and its partners, one per line."),
    )
    dpo_contact = TextField(
        _l("Contact of the data protection officer"), hint=_l("An e-mail address or a telephone number of the service.")
    )


class NewCommitteeForm(CommitteeForm):
    """A committee to be founded: also its zone."""

    zone_id = PickField(_l("Zone"), prompt=_l("Choose a zone"))


class EditCommitteeForm(CommitteeForm):
    """A committee that is there already."""

    revision = RevisionField()
