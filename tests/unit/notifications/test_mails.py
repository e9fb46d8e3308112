"""The templates of mails."""

import re
from pathlib import Path

import pytest

import cpwb.notifications

FOLDER = Path(cpwb.notifications.__file__).parent / "templates" / "notifications" / "mail"
MAILS = sorted(path for path in FOLDER.glob("*.txt") if path.name != "when_and_where.txt")


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_a_subject_names_nobody_and_nothing(path: Path) -> None:
    """It is one translated text into which nothing is filled in (privacy P-25); a greeting follows, without a name."""
    subject, greeting = path.read_text(encoding="utf-8").splitlines()[:2]
    assert re.fullmatch(r'\{\{ _\("[^"%]+"\) \}\}', subject)
    assert greeting == '{{ _("Hello,") }}'
