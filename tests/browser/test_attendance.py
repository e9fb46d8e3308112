"""Attendance on a telephone, by keyboard alone: one tap per seat, and the details of one who left early."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.reader import Reader
from tests.browser.test_chair import CHAIRS, _plan

pytestmark = pytest.mark.browser

ANSWER = re.compile("/attendance")


def test_details_of_a_seat_by_keyboard_on_a_telephone(phone: Reader, language: str) -> None:
    """State, departure and remark of one seat, each saved by itself, without a mouse; they stand there afterwards."""
    phone.sign_in(CHAIRS[language])
    meeting = _plan(phone, phone.committee())
    phone.open(f"{meeting}/start")
    phone.press("Start the meeting")
    phone.open(f"{meeting}/room")
    seats = phone.page.locator("#attendance .pills")
    first = seats.filter(has=phone.page.get_by_role("radio", name=phone.word("attendance: present"))).first
    seat = (first.get_attribute("id") or "").removeprefix("seat_")
    _press_on(phone, phone.page.locator(f"#seat_{seat}-present"), "Space", saves=True)
    details = phone.page.locator(f"#part-details_{seat} details")
    _press_on(phone, details.locator("summary"), "Enter")
    expect(details).to_have_attribute("open", "")
    phone.look()
    left, remark = details.get_by_label(phone.label("Left after item")), details.locator("input[name^=note_]")
    left.focus()
    phone.page.keyboard.type("1")
    with phone.page.expect_response(ANSWER):
        phone.page.keyboard.press("Tab")
    expect(remark).to_be_focused()
    phone.page.keyboard.type("Met een tolk / avec une interprète")
    with phone.page.expect_response(ANSWER):
        phone.page.keyboard.press("Tab")
    expect(phone.page.locator("#attendance-saved")).not_to_be_empty()
    expect(phone.page.locator("#attendance-state [role=alert]")).to_have_count(0)
    phone.check_width()
    phone.open(f"{meeting}/attendance")
    expect(phone.page.locator(f"#left_{seat}")).to_have_value("1")
    expect(phone.page.locator(f"#note_{seat}")).to_have_value("Met een tolk / avec une interprète")
    expect(phone.page.locator(f"#seat_{seat}-present")).to_be_checked()


def test_taps_one_after_the_other_are_ones_own(phone: Reader, reader: Reader, language: str) -> None:
    """However fast they come, nobody is told of somebody else; who taps from an older page is, and may insist."""
    phone.sign_in(CHAIRS[language])
    meeting = _plan(phone, phone.committee())
    phone.open(f"{meeting}/start")
    phone.press("Start the meeting")
    phone.open(f"{meeting}/attendance")
    reader.sign_in(CHAIRS[language])
    reader.open(f"{meeting}/attendance")
    seats = phone.page.locator("#attendance .pills")
    first = seats.filter(has=phone.page.get_by_role("radio", name=phone.word("attendance: present"))).first
    seat = (first.get_attribute("id") or "").removeprefix("seat_")
    for state in ("present", "absent", "present", "absent", "excused"):
        phone.page.locator(f"#seat_{seat}-{state}").check(force=True)
    expect(phone.page.locator("#seen")).to_have_value(re.compile(rf'"seat_{seat}": \["excused", null\]'))
    wrong = "#attendance-state [role=alert]"
    expect(phone.page.locator(wrong)).to_have_count(0)
    reader.page.locator(f"#seat_{seat}-present").check(force=True)
    expect(reader.page.locator(wrong)).to_be_visible()
    reader.complaints.clear()
    reader.look()
    reader.press("Save the attendance")
    reader.open(f"{meeting}/attendance")
    expect(reader.page.locator(f"#seat_{seat}-present")).to_be_checked()


def test_an_item_is_closed_and_opened_by_keyboard(phone: Reader, language: str) -> None:
    """One button in place; what was done takes the focus, and the list of the agenda says it."""
    phone.sign_in(CHAIRS[language])
    meeting = _plan(phone, phone.committee())
    phone.open(f"{meeting}/start")
    phone.press("Start the meeting")
    phone.open(f"{meeting}/room")
    ending = phone.page.locator("[id^=closing-]").first
    item = (ending.get_attribute("id") or "").removeprefix("closing-")
    place = re.compile(r"^\d+")
    for before, after, said in (
        ("Close the item", "Reopen the item", "Item %(place)s was closed. Its decisions stand."),
        ("Reopen the item", "Close the item", "Item %(place)s is open again."),
    ):
        button = ending.get_by_role("button", name=re.compile(re.escape(phone.word(before))))
        button.focus()
        phone.page.keyboard.press("Enter")
        expect(ending.get_by_role("button", name=re.compile(re.escape(phone.word(after))))).to_be_visible()
        number = place.search(phone.page.locator(f"#item-{item} h2").inner_text())
        assert number
        expect(ending.get_by_role("status")).to_have_text(phone.word(said, place=number.group()))
        expect(ending.get_by_role("status")).to_be_focused()
        closed = phone.page.locator(f"#mark-{item}-marks").filter(has_text=phone.word("item: closed"))
        expect(closed).to_have_count(1 if before == "Close the item" else 0)
    phone.look()


def _press_on(reader: Reader, thing: Locator, key: str, *, saves: bool = False) -> None:
    """Press a key on something that has the focus."""
    thing.focus()
    if not saves:
        reader.page.keyboard.press(key)
        return
    with reader.page.expect_response(ANSWER):
        reader.page.keyboard.press(key)
