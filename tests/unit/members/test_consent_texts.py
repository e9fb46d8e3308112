"""The texts that people agree to."""

import pytest

from cpwb.members.choices import ConsentKind
from cpwb.members.consent_texts import CURRENT_VERSION, consent_text


@pytest.mark.parametrize("kind", list(ConsentKind))
def test_every_kind_has_a_text_in_both_languages(kind: ConsentKind) -> None:
    """Whoever reads it is told that it can be withdrawn at any time."""
    text = consent_text(kind)
    assert "intrekken" in text.nl and "op elk ogenblik" in text.nl.replace("\u00a0", " ")
    assert "retirer mon consentement à tout moment" in text.fr


def test_naming_says_what_a_name_could_give_away() -> None:
    """That is what makes the consent explicit (privacy P-08)."""
    assert "afkomst" in consent_text(ConsentKind.NAMING).nl
    assert "origine" in consent_text(ConsentKind.NAMING).fr


def test_an_old_text_stays_and_an_unknown_one_never_was() -> None:
    """What somebody agreed to can be read again."""
    assert consent_text(ConsentKind.NAMING, "2026-01") == consent_text(ConsentKind.NAMING, CURRENT_VERSION)
    with pytest.raises(KeyError):
        consent_text(ConsentKind.NAMING, "1999-01")
