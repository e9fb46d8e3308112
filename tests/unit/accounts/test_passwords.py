"""Which passwords are easy to guess."""

import pytest

from cpwb.accounts.passwords import is_easy_to_guess
from cpwb.accounts.user import User

OWNER = User(email="fatma.yildiz-peeters@gent.example")


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "123456789012",
        "0987654321098",
        "Fatma.Yildiz-Peeters@Gent.example",
        "fatma.yildiz-peeters",
    ],
)
def test_these_are(password: str) -> None:
    """Few characters over and over, a row of digits, one's own address."""
    assert is_easy_to_guess(password, OWNER)


@pytest.mark.parametrize("password", ["paard batterij nietje", "ﬁets – 北京 – жук", "1029384756ab"])
def test_these_are_not(password: str) -> None:
    """Words in any script."""
    assert not is_easy_to_guess(password, OWNER)
    assert not is_easy_to_guess(password, None)
