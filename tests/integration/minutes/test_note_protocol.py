"""No word that was confirmed is lost, whatever two writers, their connections and the server do in whatever order.

A model of what notes.js does, on the real application and database: it types, saves, goes on from the revision that it
was answered, loses answers and requests, sends old requests late, crashes and takes its draft over, signs out and in.
"""

import html
import re
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from cpwb.accounts.user import User
from cpwb.core.extensions import db
from cpwb.core.sanitising import clean_html
from cpwb.meetings.choices import TextKept
from cpwb.meetings.models import AgendaItem, Meeting, NoteVersion
from cpwb.members.choices import MandateRole
from tests.factories.meetings import an_item
from tests.integration.minutes.conftest import Table
from tests.page_client import PageClient

WRITERS = st.sampled_from([0, 1])
WORDS = st.sampled_from(["een", "twee <b>", "drie & vier", "שלום", "🙂", "<ul><li>punt</li></ul>"])


@dataclass
class Window:
    """What one writer has in front of him or her."""

    user_id: int
    client: PageClient
    tab: str
    text: str = ""
    revision: int = 0
    serial: int = 0
    is_signed_in: bool = True
    #: Another text was saved meanwhile, and the window asks what the notes become.
    is_torn: bool = False
    #: The revision of that other text.
    shown: int = 0
    #: The revisions that this window was shown, and those that it sent itself.
    seen: set[int] = field(default_factory=lambda: {0})
    #: What was sent, to be sent once more.
    sent: list[dict[str, Any]] = field(default_factory=list)


class Notes(RuleBasedStateMachine):
    """Two people at one item."""

    def __init__(self, app: Flask, session: Session, meeting_id: int, writers: list[int]) -> None:
        super().__init__()
        self.app, self.session = app, session
        self.item_id = an_item(session, meeting=session.get_one(Meeting, meeting_id)).id
        self.tabs = 0
        self.confirmed: list[str] = []
        self.windows = [self._open(user_id) for user_id in writers]

    # -- what happens

    @rule(who=WRITERS, words=WORDS)
    def types(self, who: int, words: str) -> None:
        """Type some words."""
        self.windows[who].text += f"<div>{words}</div>"

    @rule(who=WRITERS, words=WORDS, kept=st.sampled_from(TextKept), is_answer_lost=st.booleans())
    def saves(self, who: int, words: str, kept: TextKept, is_answer_lost: bool) -> None:
        """Type and save; after two texts have met, say what the notes become. The answer may be lost on the way."""
        self.types(who, words)
        window = self.windows[who]
        self._send(window, kept.value if window.is_torn else "", is_answer_lost=is_answer_lost)

    @rule(words=WORDS, others=WORDS)
    def both_save(self, words: str, others: str) -> None:
        """Both type on top of what they have, and save one after the other."""
        for window, said in zip(self.windows, (words, others), strict=True):
            window.text += f"<div>{said}</div>"
            if not window.is_torn:
                self._send(window, "", is_answer_lost=False)

    @rule(who=WRITERS, place=st.integers(0, 5))
    def arrives_late(self, who: int, place: int) -> None:
        """A request that was thought lost arrives after others, and nobody waits for its answer.

        What its window sent after it has arrived: an older text does not take its place.
        """
        window = self.windows[who]
        if window.sent and window.is_signed_in:
            late, notes = window.sent[-1 - place % len(window.sent)], self._item().notes
            self._post(window, late)
            assert late is window.sent[-1] or self._item().notes == notes

    @rule(who=WRITERS)
    def loads_again(self, who: int) -> None:
        """Open the page anew, without what was not saved."""
        window = self.windows[who]
        if window.is_signed_in:
            self.windows[who] = self._open(window.user_id)

    @rule(who=WRITERS)
    def crashes(self, who: int) -> None:
        """Close without a word; the next window takes over what the device kept."""
        window = self.windows[who]
        if window.is_signed_in:
            opened = self._open(window.user_id)
            own: dict[str, Any] = {
                "tab": window.tab,
                "serial": window.serial,
                "text": window.text,
                "revision": window.revision,
            }
            self.windows[who] = replace(opened, **own, seen=opened.seen | window.seen, sent=window.sent)

    @rule(who=WRITERS)
    def session_ends(self, who: int) -> None:
        """Nothing happened for too long: the server no longer knows who this is."""
        window = self.windows[who]
        window.client, window.is_signed_in = PageClient(self.app), False

    @precondition(lambda self: any(not window.is_signed_in for window in self.windows))
    @rule(who=WRITERS)
    def signs_in_again(self, who: int) -> None:
        """Sign in again in place; the text is where it was."""
        window = self.windows[who]
        if not window.is_signed_in:
            window.client, window.is_signed_in = self._enter(window.user_id), True

    @rule(who=WRITERS)
    def signs_out(self, who: int) -> None:
        """Sign out on purpose and come back: the device dropped what was not saved."""
        window = self.windows[who]
        if window.is_signed_in:
            window.client.post("/account/logout")
            self.windows[who] = self._open(window.user_id)

    @rule()
    def restarts(self) -> None:
        """The server stops and starts: nothing is in its memory."""
        self.session.commit()
        db.session.remove()
        db.engine.dispose()

    @rule(who=WRITERS, place=st.integers(0, 20))
    def puts_back(self, who: int, place: int) -> None:
        """Make a text of the history the notes again, on top of what is there now."""
        window, item = self.windows[who], self._item()
        versions = self._versions()
        if window.is_signed_in and versions:
            version = versions[place % len(versions)]
            window.client.post(f"/note-versions/{version.id}/restore", {"revision": str(item.notes_revision)})
            self.confirmed.append(version.notes)

    # -- what holds

    @invariant()
    def every_confirmed_text_is_in_the_history(self) -> None:
        """And the notes are the last text that was saved."""
        versions = self._versions()
        texts = {version.notes for version in versions} | {""}
        assert set(self.confirmed) <= texts
        saved = [version.notes for version in versions if version.kind == "saved"]
        assert self._item().notes == (saved[-1] if saved else "")
        assert [version.number for version in versions] == list(range(1, len(versions) + 1))

    # -- how

    def _enter(self, user_id: int) -> PageClient:
        return PageClient(self.app, user=self.session.get_one(User, user_id))

    def _open(self, user_id: int) -> Window:
        self.tabs += 1
        item = self._item()
        window = Window(user_id, self._enter(user_id), f"venster-{self.tabs}", item.notes, item.notes_revision)
        window.seen = {item.notes_revision}
        return window

    def _item(self) -> AgendaItem:
        self.session.expire_all()
        return self.session.get_one(AgendaItem, self.item_id)

    def _versions(self) -> list[NoteVersion]:
        query = sa.select(NoteVersion).where(NoteVersion.item_id == self.item_id).order_by(NoteVersion.number)
        return list(self.session.scalars(query))

    def _post(self, window: Window, data: dict[str, Any]) -> TestResponse:
        token = {"csrf_token": window.client.csrf_token()}
        path = f"/items/{self.item_id}/notes"
        return window.client.post_raw(path, {**data, **token}, headers={"HX-Request": "true"})

    def _send(self, window: Window, keep: str, *, is_answer_lost: bool) -> None:
        before = self._item()
        revision, stored = before.notes_revision, before.notes
        window.serial += 1
        chosen = f"{keep}:{window.shown}" if keep else ""
        data = {"notes": window.text, "revision": str(window.revision), "tab": window.tab, "keep": chosen,
                "serial": str(window.serial)}  # fmt: skip
        answer = self._post(window, data)
        window.sent.append(data)
        if not window.is_signed_in:
            assert answer.status_code == 401
            return
        after = self._item().notes_revision
        if after != revision:
            # Nothing is overwritten silently: whoever wrote over a text was shown it, or sent it.
            assert revision in window.seen, (revision, window.seen)
            window.seen.add(after)
        if is_answer_lost:
            return
        if answer.status_code == 200:
            self._is_confirmed(window, keep, stored, answer)
        else:
            assert answer.status_code == 409
            window.is_torn = True
            # The form stays at its revision; the buttons know the text that is shown beside one's own.
            window.shown = int(re.findall(r'name="keep" value="[a-z]+:(\d+)"', answer.text)[0])
            window.seen.add(window.shown)
        window.revision = int(re.findall(r'name="revision" value="(\d+)"', answer.text)[0])
        window.seen.add(window.revision)

    def _is_confirmed(self, window: Window, keep: str, stored: str, answer: TestResponse) -> None:
        window.is_torn = False
        self.confirmed.append(clean_html(window.text) if keep != TextKept.BOTH else self._item().notes)
        if keep in (TextKept.THEIRS, TextKept.BOTH):
            fresh = re.search(r'data-fresh="([^"]*)"', answer.text)
            assert fresh
            window.text = html.unescape(fresh[1])
            assert keep == TextKept.BOTH or window.text == stored


def test_no_confirmed_word_is_lost(app: Flask, session: Session, table: Table, meeting: Meeting) -> None:
    """In any order of what two writers, two connections and the server do."""
    people = [table.mandates[role].person.user_id for role in (MandateRole.CHAIR, MandateRole.SECRETARY)]
    writers, meeting_id = [user_id for user_id in people if user_id], meeting.id
    how_long = settings(max_examples=20, stateful_step_count=18)

    class AtOneItem(Notes):
        def __init__(self) -> None:
            super().__init__(app, session, meeting_id, writers)

    run_state_machine_as_test(AtOneItem, settings=how_long)
