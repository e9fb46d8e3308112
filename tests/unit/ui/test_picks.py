"""The fields that pick: what they take, and what they refuse."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from cpwb.core.bilingual import Bilingual
from cpwb.ui.picks import MAX_PICKED, GroupedPickField, MultiPickField


class Picks(Form):  # type: ignore[misc]  # WTForms has no types
    """One from groups, and several."""

    owner = GroupedPickField("Trekker", prompt="Kies een trekker")
    helper = GroupedPickField("Helper", required=False, nothing="niemand")
    partners = MultiPickField("Partners")


def picks(**sent: Any) -> Picks:
    """Return the form after the view has offered something."""
    form = Picks(MultiDict({"owner": "seat:1"} | sent))
    for field in (form.owner, form.helper):
        field.offer({"politie": [("seat:1", Bilingual("wijkwerking", "quartier"))], "gemeente": []})
    form.partners.offer([(5, Bilingual("vzw A", "ASBL A")), (6, Bilingual("vzw B", "ASBL B"))])
    return form


def test_one_is_picked_by_its_key() -> None:
    """The key is the value; nothing at all is a value too where nothing is needed."""
    form = picks()

    assert form.validate(), form.errors
    assert (form.owner.data, form.helper.data) == ("seat:1", "")


@pytest.mark.parametrize("key", ["", "seat:2", "seat:1 OR 1=1", "organisation:1"])
def test_what_was_not_offered_is_refused(key: str) -> None:
    """Only the keys on offer count; a required field needs one of them."""
    assert not picks(owner=key).validate()


def test_the_groups_stand_in_the_select() -> None:
    """The prompt comes first, then each group that has things."""
    assert str(picks().owner()) == (
        '<select id="owner" name="owner"><option value="">Kies een trekker</option>'
        '<optgroup label="politie"><option selected value="seat:1">wijkwerking</option></optgroup></select>'
    )


def test_several_are_picked_by_their_ids() -> None:
    """Each box counts once; without a box there is nothing."""
    form = picks(partners=["6", "5", "6"])

    assert form.validate(), form.errors
    assert (form.partners.data, picks().partners.data) == ([5, 6], [])
    assert form.partners.boxes() == [(5, "vzw A", True), (6, "vzw B", True)]


@pytest.mark.parametrize("ids", [["7"], ["5", "x"], ["-5"], ["99999999999999"], ["5"] * (MAX_PICKED + 1)])
def test_boxes_that_were_not_there_are_refused(ids: list[str]) -> None:
    """An id of elsewhere, junk, and more boxes than there are."""
    assert not picks(partners=ids).validate()


def test_what_the_row_has_is_ticked() -> None:
    """Things count as their ids."""

    class Partner:
        id = 6

    form = Picks(data={"partners": [Partner()]})
    form.partners.offer([(5, "vzw A"), (6, "vzw B")])

    assert form.partners.boxes() == [(5, "vzw A", False), (6, "vzw B", True)]
