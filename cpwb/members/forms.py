"""The forms of seats, persons, mandates and consents."""

from wtforms import BooleanField

from cpwb.committees.choices import Side
from cpwb.core.bilingual import Language
from cpwb.core.words import _l
from cpwb.members.choices import Channel, ConsentForm, ConsentKind, EndReason, MandateRole
from cpwb.ui.fields import BilingualField, ChoiceField, DateField, PickField, RevisionField, TextField
from cpwb.ui.forms import Form

_UNTIL_FURTHER_NOTICE = _l("Leave it empty when it holds until further notice.")


class SeatForm(Form):
    """What can always change of a seat."""

    title = BilingualField(
        _l("What the seat is called"), required=True, hint=_l("For example “neighbourhood policing” or “parents”.")
    )
    is_voting = BooleanField(_l("The seat has a vote"))
    opened_on = DateField(_l("First day"), required=True, hint=_l("The seat exists from this day on."))


class NewSeatForm(SeatForm):
    """A seat to be opened."""

    side = ChoiceField(_l("Side"), Side, hint=_l("The seat counts for this side, whoever holds it."))
    organisation_id = PickField(
        _l("Organisation"),
        prompt=_l("Choose an organisation"),
        hint=_l("An organisation sits on its own side, which stands behind its name."),
    )


class EditSeatForm(NewSeatForm):
    """A seat that nobody has held yet."""

    revision = RevisionField()


class HeldSeatForm(SeatForm):
    """A seat that was given to somebody: its side and organisation stay as they are."""

    revision = RevisionField()


class CloseSeatForm(Form):
    """The last day of a seat."""

    closed_on = DateField(_l("Last day"), required=True)


class PersonForm(Form):
    """A person: a name, a language and one way to be reached."""

    first_name = TextField(_l("First name"), max_length=100, required=True)
    last_name = TextField(_l("Last name"), max_length=100, required=True)
    language = ChoiceField(_l("Language of letters and mails"), Language)
    channel = ChoiceField(_l("Reached by"), Channel, hint=_l("Nobody needs an e-mail address; an account needs one."))
    contact = TextField(_l("E-mail address, telephone number or postal address"), max_length=400, required=True)


class EditPersonForm(PersonForm):
    """A person who is there already."""

    revision = RevisionField()


class MandateForm(Form):
    """Who takes a seat, in which role, and for how long."""

    person_id = PickField(_l("Person"), prompt=_l("Choose a person"))
    role = ChoiceField(_l("Role"), MandateRole)
    starts_on = DateField(_l("First day"), required=True)
    ends_on = DateField(_l("Last day"), hint=_UNTIL_FURTHER_NOTICE)


class ReplaceMandateForm(MandateForm):
    """Who takes a seat over, and why the one before leaves."""

    reason = ChoiceField(_l("Why the present mandate ends"), EndReason)


class EndMandateForm(Form):
    """The last day of a mandate, and why."""

    ends_on = DateField(_l("Last day"), required=True)
    reason = ChoiceField(_l("Why it ends"), EndReason)


class ConsentRecordForm(Form):
    """What a person agreed to, how and when."""

    kind = ChoiceField(_l("Consent"), ConsentKind)
    form = ChoiceField(_l("How it was given"), ConsentForm)
    given_on = DateField(_l("Given on"), required=True)
    language = ChoiceField(_l("Language in which the text was read"), Language)
