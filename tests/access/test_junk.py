"""Whatever is sent, nothing breaks: every form gets junk from somebody who may send it, and no page answers with a 500.

The fields are read from the forms on the pages, so that a new field joins by standing there. Some fields get junk and
the others what the page proposes, which leads deep into the rules.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from justhtml import Element, JustHTML
from sqlalchemy.orm import Session
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.test import TestResponse

from cpwb.access.permissions import Role
from cpwb.accounts.user import User
from cpwb.core.db import Base
from cpwb.core.extensions import db
from tests.access.routes import Route, routes
from tests.access.world import World, a_world
from tests.architecture.source import nothing
from tests.factories.accounts import a_grant, a_user
from tests.page_client import PageClient

#: How many bodies each form gets, and how many queries each list.
BODIES, QUERIES = 8, 3
#: How many rows of each kind are opened to find forms, in as many states.
VARIANTS = 4

#: Texts that are empty, too long, or look like something else.
WORDS = (
    "", " ", "\t\n", "x" * 10_000, "é" * 10_000, "🙂" * 300, "<script>alert(1)</script>", "<b>", "</form>", "'",
    '"; DROP TABLE zones; --', "{{ 7*7 }}", "%s %(x)s %", "\x00", "a\x00b\x01\x1f\x7f\x85", "\ud800", "\udfff\ud800x",
    "\ufffe\uffff", "\u202etxt.exe\u202c", "שלום مرحبا", "\r\nBcc: x@test.example", "a\rb\nc", "https://x.example",
    "javascript:alert(1)", "//evil.example", "/\\evil.example", "sam@test.example", "@", "a@b", "+32470123456",
    "85.07.30-033.28", "1-ABC-123",
)  # fmt: skip
#: What stands for a number, a date, a time or a choice, or nearly.
VALUES = (
    "0 -1 1 2 007 2147483647 2147483648 -2147483649 1000000000000000000000000000000 1e309 NaN inf 0x10 1.5 1,5 ٣ ² ½ "
    "--5 - +1 None null true [] y nl fr xx 31/2/2026 29/2/2025 0/0/0 1/1/0001 1/1/1900 31/12/2199 9/3/2026 2026-03-09 "
    "1/1/2020 1/1/2040 99.99 00.00 18.30 23.59 24:00 police community done dropped restricted vote replaced"
)
JUNK = (*WORDS, *VALUES.split(), "9" * 5_000)


Pairs = list[tuple[str, str]]
Attempt = Callable[[int, Pairs], None]


@dataclass
class Sent:
    """What the pages send to one address: for each field what is proposed or would do, and what is offered."""

    proposed: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)


def forms_on(html: str) -> Iterator[tuple[str, str, Sent]]:
    """Give the method, the address and the fields of each form in the main part of a page."""
    document = JustHTML(html, sanitize=False)
    for form in document.query("main form"):
        if isinstance(form, Element):
            sent = Sent()
            for part in form.query("input[name], textarea[name], select[name], button[name]"):
                if isinstance(part, Element) and part.attrs["name"] != "csrf_token":
                    hints = document.query(f"[id='{part.attrs.get('id')}-hint']")
                    _note(sent, part, hints[0].to_text() if hints else "")
            yield (form.attrs.get("method") or "get").upper(), form.attrs.get("action") or "", sent


def _note(sent: Sent, part: Element, hint: str) -> None:
    """Note a field; one that is empty gets what its hint gives as an example, or words."""
    name, kind = part.attrs["name"] or "", part.attrs.get("type")
    options = [option.attrs.get("value") or "" for option in part.query("option") if isinstance(option, Element)]
    value = part.to_text() if part.name == "textarea" else part.attrs.get("value") or ""
    if part.name == "select":
        chosen = [option for option in part.query("option[selected]") if isinstance(option, Element)]
        value = (chosen[0].attrs.get("value") or "") if chosen else ""
    sent.offered.setdefault(name, []).extend(options or [value])
    if kind in ("checkbox", "radio") and "checked" not in part.attrs:
        return
    example = "9/3/2026" if "9/3/2026" in hint else "18.30" if "18.30" in hint else "Een tekst" if not options else ""
    would_do = next(filter(None, options), "5" if kind == "number" else example)
    sent.proposed.setdefault(name, value or (would_do if kind != "hidden" else ""))


@dataclass
class House:
    """Somebody who may everything, the forms that this person is shown, and the rows as they were."""

    app: Flask
    session: Session
    world: World
    user_id: int
    others: list[str]
    rows: dict[sa.Table, list[dict[str, Any]]] = field(default_factory=dict)
    forms: dict[tuple[str, str], Sent] = field(default_factory=dict)

    def enter(self) -> PageClient:
        """Sign in anew."""
        user = self.session.get(User, self.user_id)
        assert user is not None
        return PageClient(self.app, user=user)

    def remember(self) -> None:
        """Note every row as it is."""
        for table in Base.metadata.sorted_tables:
            rows = self.session.execute(sa.select(table).order_by(*table.primary_key.columns)).mappings()
            self.rows[table] = [dict(row) for row in rows]

    def empty(self) -> None:
        """Take every row away."""
        self.session.rollback()
        self.session.expunge_all()
        for table in reversed(Base.metadata.sorted_tables):
            self.session.execute(table.delete())
        self.session.commit()

    def restore(self) -> None:
        """Put every row back as it was."""
        self.empty()
        for table, rows in self.rows.items():
            if rows:
                self.session.execute(table.insert(), rows)
        self.session.commit()

    def read_forms(self) -> None:
        """Open every page and note which forms it shows."""
        client = self.enter()
        for route in routes(self.app):
            if not route.takes("GET"):
                continue
            for variant in range(min(VARIANTS, self.world.variants(route.rule))):
                path = self.world.path(self.app, route.rule, variant=variant)
                try:
                    response = client.get_raw(path)
                except Exception:  # noqa: S112 -- whether every page opens is another test's question
                    continue
                if response.status_code == 200 and response.mimetype == "text/html":
                    for method, action, sent in forms_on(response.text):
                        self._keep(method, action or path, sent)

    def _keep(self, method: str, address: str, sent: Sent) -> None:
        try:
            endpoint, _arguments = self.app.url_map.bind("localhost").match(
                address.split("?", maxsplit=1)[0], method=method
            )
        except (NotFound, MethodNotAllowed):
            return
        known = self.forms.setdefault((method, endpoint), Sent())
        for name, values in sent.offered.items():
            known.offered.setdefault(name, []).extend(value for value in values if value not in known.offered[name])
        known.proposed |= sent.proposed


@pytest.fixture(scope="module")
def house(app: Flask) -> Iterator[House]:
    """Two committees with everything in them, and a user with every role in one; built once for all tests here."""
    with app.app_context():
        session = db.session()
        world, other = a_world(session), a_world(session)
        user = a_user(session)
        seats = {Role.CHAIR: world.seats[0], Role.SECRETARY: world.seats[2]}
        for role in (Role.ADMINISTRATOR, Role.MONITOR, Role.COORDINATOR, Role.CHAIR, Role.SECRETARY):
            a_grant(session, user=user, role=role, committee=world.committee, zone=world.zone, seat=seats.get(role))
        session.commit()
        others = sorted({str(identity) for ids in other.ids.values() for identity in ids})
        house = House(app, session, world, user.id, others)
        house.remember()
        house.read_forms()
        yield house
        house.empty()


@st.composite
def bodies(draw: st.DrawFn, sent: Sent, others: list[str]) -> Pairs:
    """Return what may be sent: what would do, with junk in a few fields or in all, fields left out or sent twice."""
    names = sorted({*sent.offered, "revision", "next"})
    junk = st.one_of(st.sampled_from(JUNK), st.sampled_from(others), st.text(max_size=40))
    spoilt = draw(st.one_of(st.sets(st.sampled_from(names), max_size=2), st.just(set(names))))
    pairs: Pairs = []
    for name in names:
        if name in spoilt:
            one = st.one_of(junk, st.sampled_from(sorted({*sent.offered.get(name, []), ""})))
            pairs += [(name, value) for value in draw(st.lists(one, min_size=0, max_size=2))]
        elif name in sent.proposed:
            pairs.append((name, sent.proposed[name]))
    return pairs


def encoded(pairs: Pairs) -> str:
    """Write a body as a browser does, lone surrogates included, which none would send."""
    return urlencode(pairs, encoding="utf-8", errors="surrogatepass")


def is_answer(response: TestResponse) -> bool:
    """Say whether a form was refused or done, perhaps with a piece of a page, and not ignored with a whole one."""
    status = response.status_code
    return 300 <= status < 500 or status == 204 or (status == 200 and "<html" not in response.text[:200])


FORM = "application/x-www-form-urlencoded"
#: Forms that are answered with a page all the same, each with the reason.
ANSWER_WITH_A_PAGE = {
    "security.forgot_password": "it says that a mail may be on its way, whoever asks",
    "minutes.verify": "it says to what a file or a fingerprint belongs, and stores nothing",
}

QUICK = settings(
    phases=(Phase.generate,), database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)


def failures(route: Route, attempt: Attempt, sent: Sent, house: House, times: int) -> list[str]:
    """Attempt a route so many times and return what is wrong, in a few words."""
    tried = settings(QUICK, max_examples=times)(
        given(variant=st.integers(0, house.world.variants(route.rule) - 1), pairs=bodies(sent, house.others))(attempt)
    )
    try:
        tried()
    except Exception as error:
        house.session.rollback()
        example = " ".join(getattr(error, "__notes__", []))[:500]
        return [f"{route.name}: {type(error).__name__}: {str(error)[:200]} {example}"]
    return []


def forms(house: House) -> Iterator[tuple[Route, Sent]]:
    """Give every page that takes a form, with the fields that a page shows for it."""
    for route in routes(house.app):
        if route.takes("POST") and route.name != "security.logout":
            yield route, house.forms.get(("POST", route.name), Sent())


def test_no_form_breaks(house: House) -> None:
    """Empty, too long, of another kind, of another committee, out of date, out of order: 4xx or done, never a 500."""

    def attempt_at(route: Route) -> Attempt:
        client = house.enter()
        token = client.csrf_token()

        def attempt(variant: int, pairs: Pairs) -> None:
            path = house.world.path(house.app, route.rule, variant=variant)
            response = client.post_raw(path, encoded([*pairs, ("csrf_token", token)]), content_type=FORM)
            if response.status_code < 400:
                house.restore()
            answered = is_answer(response) or route.name in ANSWER_WITH_A_PAGE
            assert answered, f"{path} gave {response.status_code}"

        return attempt

    wrong = [text for route, sent in forms(house) for text in failures(route, attempt_at(route), sent, house, BODIES)]
    nothing(wrong, "Bad input gets 4xx with a sentence: check it in the form, or raise RuleBroken in the service.")
    assert len(house.forms) > 30


def test_no_list_breaks(house: House) -> None:
    """Junk in an address filters nothing, sorts as usual and shows the nearest page."""

    def attempt_at(route: Route) -> Attempt:
        client = house.enter()

        def attempt(variant: int, pairs: Pairs) -> None:
            path = (
                f"{house.world.path(house.app, route.rule)}?{encoded([(name, value[:200]) for name, value in pairs])}"
            )
            status = client.get_raw(path).status_code
            assert status < 500, f"{path} gave {status}"

        return attempt

    wrong = []
    for route in routes(house.app):
        if route.takes("GET"):
            sent = house.forms.get(("GET", route.name), Sent())
            sent.offered |= {"page": ["1", "2"], "sort": ["name", "-name"], "next": ["/"]}
            wrong += failures(route, attempt_at(route), sent, house, QUERIES)
    nothing(wrong, "Read the address with Filters, Sorting and page_number; what makes no sense there changes nothing.")


def other_bodies(names: list[str], token: str) -> Iterator[dict[str, Any]]:
    """Give bodies that no form of ours sends: files, JSON, junk, and what is cut off."""
    files = {name: (io.BytesIO(b"\x89PNG\x00\xff"), "x.png") for name in names}
    yield {"data": {**files, "csrf_token": token}, "content_type": "multipart/form-data"}
    yield {"json": {name: [{"\ud800": 1}] for name in names}}
    yield {"data": b"%ED%A0%80=%00&=&&a=%", "content_type": FORM}
    yield {"data": b"--x\r\nContent-Disposition: form-data", "content_type": "multipart/form-data; boundary=x"}


def test_no_other_kind_of_body_breaks_a_form(house: House) -> None:
    """Files in the place of texts, JSON, junk, and a body that is cut off."""
    wrong = []
    for route, sent in forms(house):
        client = house.enter()
        token = client.csrf_token()
        path = house.world.path(house.app, route.rule)
        for options in other_bodies([*sent.offered, "revision"], token):
            kind = options.get("content_type", "JSON")
            try:
                response = client.post_raw(path, headers={"X-CSRFToken": token}, **options)
            except Exception as error:
                house.session.rollback()
                wrong.append(f"{route.name}: {kind}: {error!r}"[:300])
                continue
            if response.status_code < 400:
                house.restore()
            if not is_answer(response) and route.name not in ANSWER_WITH_A_PAGE:
                wrong.append(f"{route.name}: {kind} gave {response.status_code}")
    nothing(wrong, "A form reads texts. Derive from cpwb.ui.forms.Form, or answer 400.")
