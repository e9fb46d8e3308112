"""A snapshot in words: who is named, what is left out, and how it is called."""

from typing import Any

from cpwb.minutes.paper import paper_of

FIEN = {"mandate_id": 1, "name": "Fien Voorbeeld", "member_for": {"nl": "PZ Gent", "fr": "ZP Gand"}}
IDRIS = {"mandate_id": 2, "name": "Idris Denkbeeldig", "member_for": {"nl": "De Brug", "fr": "Le Pont"}}
HANA = {"mandate_id": 3, "name": None, "member_for": {"nl": "Het Salon", "fr": ""}}


def a_seat(side: str, name: dict[str, Any] | None, **changes: Any) -> dict[str, Any]:
    """Return the attendance of a seat."""
    seat = {"nl": "zetel", "fr": "siège"}
    return {"side": side, "seat": seat, "name": name, "state": "present", "replaced_by": None, **changes}


def an_item(number: int, **changes: Any) -> dict[str, Any]:
    """Return an item of the agenda."""
    item = {
        "id": number,
        "kind": "discussion",
        "visibility": "committee",
        "title": f"Punt {number}",
        "proposed_by": None,
        "notes": "",
        "decisions": [],
        "actions": [],
    }
    return {**item, **changes}


def an_action(number: int, item_id: int | None = None) -> dict[str, Any]:
    """Return an action point."""
    return {
        "number": number,
        "title": f"Actie {number}",
        "owner": {"nl": "wijkwerking", "fr": "proximité"},
        "side": "police",
        "due_on": "2026-04-01",
        "state": "in_progress",
        "item_id": item_id,
    }


def a_snapshot(**changes: Any) -> dict[str, Any]:
    """Return a snapshot with nobody present and nothing discussed."""
    nothing = {"needed": None, "present": 0, "met": None}
    snapshot = {
        "version": 1,
        "language": "nl",
        "zone": {"number": "5415", "name": {"nl": "Gent", "fr": "Gand"}},
        "committee": {"nl": "CoPmittee Gent", "fr": "CoPmittee Gand"},
        "meeting": {
            "number": 5,
            "starts_at": "2026-03-10T17:30:00+00:00",
            "ends_at": "2026-03-10T19:30:00+00:00",
            "place": "",
            "guests": "",
        },
        "attendance": {
            "seats": [],
            "unnamed": {},
            "quorum": dict.fromkeys(("total", "police", "community", "municipality"), nothing),
        },
        "items": [],
        "actions": [],
        "approvals": [],
    }
    return {**snapshot, **changes}


def with_seats(*seats: dict[str, Any], **unnamed: int) -> dict[str, Any]:
    """Return a snapshot with these seats, and with people who are only counted."""
    snapshot = a_snapshot()
    snapshot["attendance"] |= {"seats": list(seats), "unnamed": unnamed}
    return snapshot


def names(paper: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Return who sat there and who stood in, over all sides."""
    return [(seat["shown_name"], seat["replaced_by"]) for side in paper["attendance"] for seat in side["seats"]]


def test_only_those_who_may_be_named_today_are_named() -> None:
    """Without a consent that stands, and for a name that was never kept, the organisation is printed."""
    snapshot = with_seats(
        a_seat("police", FIEN),
        a_seat("community", IDRIS),
        a_seat("community", HANA, state="replaced", replaced_by=IDRIS),
        a_seat("municipality", None, state="absent"),
    )
    assert names(paper_of(snapshot, nameable={1, 2, 3}, with_restricted=False)) == [
        ("Fien Voorbeeld", None),
        ("Idris Denkbeeldig", None),
        ("member for Het Salon", "Idris Denkbeeldig"),
        ("–", None),
    ]
    assert names(paper_of(snapshot, nameable={1}, with_restricted=False)) == [
        ("Fien Voorbeeld", None),
        ("member for De Brug", None),
        ("member for Het Salon", "member for De Brug"),
        ("–", None),
    ]


def test_an_approval_of_somebody_who_may_not_be_named_keeps_its_side() -> None:
    """Side, role and day say enough."""
    approvals = [{"side": "community", "role": "co_chair", "name": IDRIS, "on": "2026-03-24"}]
    paper = paper_of(a_snapshot(approvals=approvals), nameable=set(), with_restricted=False)
    assert paper["approvals"] == [
        {
            "side_label": "communities and civil society",
            "role_label": "co-chair",
            "shown_name": "member for De Brug",
            "on": "24 maart 2026",
        }
    ]


def test_people_are_counted_per_side() -> None:
    """Each state by itself, and those who are only counted beside them."""
    snapshot = with_seats(
        a_seat("police", FIEN),
        a_seat("police", FIEN, state="excused"),
        a_seat("community", IDRIS, state="replaced", replaced_by=HANA),
        community=4,
    )
    paper = paper_of(snapshot, nameable={1}, with_restricted=False)
    columns = ("side", "present", "unnamed", "excused", "absent", "replaced")
    assert [tuple(side[column] for column in columns) for side in paper["attendance"]] == [
        ("police", 1, 0, 1, 0, 0),
        ("community", 0, 4, 0, 0, 1),
        ("municipality", 0, 0, 0, 0, 0),
    ]


def test_restricted_items_go_with_all_that_belongs_to_them() -> None:
    """Their decisions and action points too; the others keep their numbers, so that all speak of the same item."""
    snapshot = a_snapshot(
        items=[
            an_item(11, actions=[1]),
            an_item(12, visibility="restricted", title="Onder ons", actions=[2]),
            an_item(13, visibility="public"),
        ],
        actions=[an_action(1, 11), an_action(2, 12), an_action(3)],
    )
    member = paper_of(snapshot, nameable=set(), with_restricted=False)
    assert [(item["position"], item["title"]) for item in member["items"]] == [(1, "Punt 11"), (3, "Punt 13")]
    assert [action["number"] for action in member["actions"]] == [1, 3]
    assert "Onder ons" not in str(member)
    assert "Actie 2" not in str(member)
    chair = paper_of(snapshot, nameable=set(), with_restricted=True)
    assert [(item["position"], item["title"]) for item in chair["items"]][1] == (2, "Onder ons")
    assert [action["number"] for action in chair["items"][1]["actions"]] == [2]


def test_what_was_not_reached_is_hidden_when_it_was_or_is_restricted() -> None:
    """From those who may not read it; minutes of version 1 know nothing of the kind."""
    left = [
        {"id": number, "position": number, "visibility": visibility, "title": f"Punt {number}"}
        for number, visibility in ((11, "committee"), (12, "restricted"), (13, "public"))
    ]
    snapshot = a_snapshot(version=2, not_reached=left)
    since = {"nameable": set[int](), "restricted_since": {13}}
    everybodys, chairs = (paper_of(snapshot, with_restricted=both, **since) for both in (False, True))
    assert [left["title"] for left in everybodys["not_reached"]] == ["11. Punt 11"]
    marks = [(left["title"], left["restricted_label"] is None) for left in chairs["not_reached"]]
    assert marks == [("11. Punt 11", True), ("12. Punt 12", False), ("13. Punt 13", False)]
    assert paper_of(a_snapshot(), with_restricted=False, **since)["not_reached"] == []


def test_items_of_older_versions_are_not_late() -> None:
    """Minutes before version 3 do not say which items came late."""
    items = [an_item(1), an_item(2, late=False), an_item(3, late=True)]
    paper = paper_of(a_snapshot(items=items), nameable=set(), with_restricted=False)
    assert [item["late_label"] for item in paper["items"]] == [None, None, "late item"]


def test_an_item_says_what_it_is_unless_its_title_does() -> None:
    """Its kind, and which organisation of which side proposed it."""
    proposer = {"organisation": {"nl": "De Brug", "fr": "Le Pont"}, "side": "community"}
    items = [an_item(1, proposed_by=proposer), an_item(2, kind="any_other_business", title="Any other business")]
    paper = paper_of(a_snapshot(items=items), nameable=set(), with_restricted=False)
    assert [(item["kind_label"], item["proposed_by"]) for item in paper["items"]] == [
        ("item kind: discussion", "De Brug (communities and civil society)"),
        (None, None),
    ]


def test_moments_are_those_of_the_clocks_in_brussels() -> None:
    """The snapshot keeps UTC; empty places and guests are none."""
    paper = paper_of(a_snapshot(), nameable=set(), with_restricted=False)
    assert paper["meeting"] == {
        "number": 5,
        "date": "dinsdag 10 maart 2026",
        "starts": "18.30",
        "ends": "20.30",
        "place": None,
    }
    assert paper["guests"] is None
