"""Minutes: what they say, their review and approval, what was approved, and what helps to take them."""

from cpwb.minutes.models.minutes import Approval, Minutes, MinutesVersion, ReopeningRequest
from cpwb.minutes.models.review import Addendum, AddendumApproval, Objection, Reading
from cpwb.minutes.models.room import Phrase, Presentation
from cpwb.minutes.models.summary import PublicSummary

__all__ = [
    "Addendum",
    "AddendumApproval",
    "Approval",
    "Minutes",
    "MinutesVersion",
    "Objection",
    "Phrase",
    "Presentation",
    "PublicSummary",
    "Reading",
    "ReopeningRequest",
]
