"""Who may do what: the page, the command and the policy say the same, in both languages."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access import matrix
from cpwb.access.permissions import Permission, Role
from cpwb.access.policy import roles_that_may
from cpwb.ui.locale import speaking
from tests.page_client import Page, PageClient


def plain(text: object) -> str:
    """Return a text as it is read: with plain spaces."""
    return str(text).replace("\u00a0", " ")


def on_the_page(page: Page) -> dict[str, dict[str, str]]:
    """Return what the page says: sentence of the permission → role → word."""
    found: dict[str, dict[str, str]] = {}
    width = len(Role) + 1
    labels, cells = page.all("main tbody [data-label]"), page.texts("main tbody .cell")
    for start in range(0, len(cells), width):
        columns = [label.attrs["data-label"] or "" for label in labels[start : start + width]]
        words = dict(zip(columns, cells[start : start + width], strict=True))
        sentence = words.pop(columns[0])
        found[sentence] = {role: word for role, word in words.items() if word}
    return found


def in_the_command(app: Flask, language: str) -> dict[str, dict[str, str]]:
    """Return what the command says, likewise."""
    result = app.test_cli_runner().invoke(args=["access", "--language", language])
    assert result.exit_code == 0, result.output
    found: dict[str, dict[str, str]] = {}
    for line in plain(result.output).splitlines():
        sentence, separator, roles = line.rpartition(": ")
        if separator:
            found[sentence] = dict(each.split(" – ") for each in roles.split("; "))
    return found


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_page_command_and_policy_agree(app: Flask, visitor: PageClient, session: Session, language: str) -> None:
    """Each permission, each role, each condition."""
    page = visitor.get("/who-may-do-what", language=language)
    with speaking(language):
        expected = {
            plain(line.permission.label): {
                plain(role.label): plain(line.cell(role)) for role in roles_that_may(line.permission)
            }
            for group in matrix.groups()
            for line in group.lines
        }
        labels = [plain(role.label) for _place, roles in matrix.PLACES for role in roles]
    assert len(expected) == len(Permission)
    assert on_the_page(page) == expected
    assert in_the_command(app, language) == expected
    assert page.texts("main thead th")[1 : len(Role) + 1] == labels


def test_conditions_stand_in_words(visitor: PageClient, session: Session) -> None:
    """A monitor reads only decisions that are public; a member reports only on his or her own action points."""
    page = on_the_page(visitor.get("/who-may-do-what"))
    decisions = next(roles for sentence, roles in page.items() if sentence.startswith("beslissingen lezen"))
    assert (decisions["IOM-opvolger"], decisions["voorzitter"]) == ("alleen wat openbaar is", "ja")
    reports = next(roles for sentence, roles in page.items() if "voortgang" in sentence)
    assert (reports["lid"], reports["secretaris"]) == ("alleen de eigen", "ja")
    assert "beheerder" not in reports


def test_the_command_prints_both_languages(app: Flask, session: Session) -> None:
    """When none is asked for; another one is refused."""
    runner = app.test_cli_runner()
    output = runner.invoke(args=["access"]).output
    assert ("voorzitter" in output, "présidence" in output) == (True, True)
    assert runner.invoke(args=["access", "--language", "de"]).exit_code == 2
