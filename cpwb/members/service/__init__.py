"""What one does with seats, persons, mandates and consents.

Each function is one act and tells one event. They keep the rules of state; who may do it is the page guard's affair.
Mandates fill the grants of `cpwb.accounts`.
"""

from cpwb.members.service.consents import record_consent, withdraw_consent
from cpwb.members.service.mandates import end_mandate, replace_mandate, revoke_mandate, start_mandate
from cpwb.members.service.persons import edit_person, invite_person, record_person
from cpwb.members.service.seats import close_seat, edit_seat, open_seat

__all__ = [
    "close_seat",
    "edit_person",
    "edit_seat",
    "end_mandate",
    "invite_person",
    "open_seat",
    "record_consent",
    "record_person",
    "replace_mandate",
    "revoke_mandate",
    "start_mandate",
    "withdraw_consent",
]
