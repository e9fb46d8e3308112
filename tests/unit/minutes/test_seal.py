"""The seal of a PDF holds as long as no byte of it changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.minutes.seal import claimed_digest, seal_holds, sealed

DIGEST = "0123456789abcdef" * 4
KEY, OTHER = b"k" * 32, b"o" * 32
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer\n<<>>\nstartxref\n30\n%%EOF"
SEALED = sealed(PDF, digest=DIGEST, key=KEY)


def test_a_sealed_file_is_still_the_same_pdf() -> None:
    """What it was stays before the seal, and its end names the same table of contents."""
    assert SEALED.startswith(PDF + b"\n")
    assert SEALED.endswith(b"\nstartxref\n30\n%%EOF\n")
    assert claimed_digest(SEALED) == DIGEST
    assert seal_holds(SEALED, keys=[KEY])


def test_the_key_of_an_earlier_secret_still_checks() -> None:
    """Any of the keys will do; a key that did not make it will not."""
    assert seal_holds(SEALED, keys=[OTHER, KEY])
    assert not seal_holds(SEALED, keys=[OTHER])
    assert not seal_holds(SEALED, keys=[])


@given(place=st.integers(0, len(SEALED) - 1), change=st.integers(1, 255))
def test_one_changed_byte_is_found(place: int, change: int) -> None:
    """Wherever it stands: in the text, in the seal, or after it."""
    changed = SEALED[:place] + bytes([SEALED[place] ^ change]) + SEALED[place + 1 :]
    assert not seal_holds(changed, keys=[KEY])


@given(place=st.integers(0, len(SEALED)), more=st.binary(min_size=1, max_size=9))
def test_what_is_added_is_found(place: int, more: bytes) -> None:
    """Before, within or behind; a second seal too."""
    assert not seal_holds(SEALED[:place] + more + SEALED[place:], keys=[KEY])


@given(st.binary(max_size=300))
def test_what_was_never_sealed_claims_nothing(content: bytes) -> None:
    """Junk is no error."""
    assert claimed_digest(content) is None
    assert not seal_holds(content, keys=[KEY])


def test_the_digest_of_another_paper_does_not_fit() -> None:
    """Nor does a seal that was cut out and put under another text."""
    _body, _mark, seal = SEALED.rpartition(b"%CPWB-SEAL")
    other = PDF.replace(b"<<>>", b"<<1>>") + b"\n%CPWB-SEAL" + seal
    assert claimed_digest(other) == DIGEST
    assert not seal_holds(other, keys=[KEY])
    assert not seal_holds(SEALED.replace(DIGEST.encode(), b"f" * 64), keys=[KEY])


def test_only_a_pdf_is_sealed() -> None:
    """Something without the end of one is refused."""
    with pytest.raises(ValueError, match="a PDF ends with"):
        sealed(b"no pdf", digest=DIGEST, key=KEY)
