"""Questions that several features answer together: what the front pages show."""

from cpwb.overview.queries.committee import CommitteeFront, committee_front
from cpwb.overview.queries.home import SHORT, Home, OwnCommittee, home
from cpwb.overview.queries.meeting import FollowUpLine, MeetingFront, meeting_front
from cpwb.overview.queries.zone import ZoneFront, zone_front

__all__ = [
    "SHORT",
    "CommitteeFront",
    "FollowUpLine",
    "Home",
    "MeetingFront",
    "OwnCommittee",
    "ZoneFront",
    "committee_front",
    "home",
    "meeting_front",
    "zone_front",
]
