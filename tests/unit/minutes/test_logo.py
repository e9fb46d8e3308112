"""A picture that is sent as a logo: by what is in it, not too large, and without what a camera added."""

import io
import struct
import zlib

import pytest
from PIL import Image

from cpwb.core.errors import RuleBroken
from cpwb.minutes.papers.logo import MAX_BYTES, SIZE, reencoded
from tests.factories.papers import a_picture


def read(png: bytes) -> Image.Image:
    """Return a picture, opened."""
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_png_and_jpeg_are_taken(kind: str, mode: str) -> None:
    """They are kept as PNG, small ones in their size."""
    kept = read(reencoded(a_picture(kind, mode=mode)))
    assert (kept.format, kept.size) == ("PNG", (120, 60))


def test_what_is_transparent_stays_so() -> None:
    """Logos stand on paper of any colour."""
    sent = io.BytesIO()
    Image.new("RGBA", (50, 50), (10, 20, 30, 0)).save(sent, format="PNG")
    assert read(reencoded(sent.getvalue())).getpixel((5, 5)) == (10, 20, 30, 0)


def test_nothing_but_the_pixels_is_kept() -> None:
    """No place, no name of a camera, no comment; and the right side up."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Fototoestel van Fien", 6
    sent = a_picture("JPEG", exif=exif, comment=b"thuis genomen")
    assert b"Fien" in sent and b"thuis" in sent
    kept = reencoded(sent)
    assert b"Fien" not in kept and b"thuis" not in kept
    picture = read(kept)
    assert (dict(picture.getexif()), picture.info, picture.size) == ({}, {}, (60, 120))


def test_a_large_picture_is_made_smaller() -> None:
    """In proportion, and no larger than what is printed."""
    assert read(reencoded(a_picture(size=(4000, 1000)))).size == (SIZE[0], 225)


def a_bomb() -> bytes:
    """Return a PNG of a few bytes that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    header = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (b"", "This is not a PNG or JPEG picture, or it is damaged."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a PNG or JPEG picture, or it is damaged."),
        (a_picture("GIF"), "This is not a PNG or JPEG picture, or it is damaged."),
        (a_picture()[:60], "This is not a PNG or JPEG picture, or it is damaged."),
        (a_picture("JPEG")[:200], "This is not a PNG or JPEG picture, or it is damaged."),
        (b"x" * (MAX_BYTES + 1), "This file is too large: a logo may be 1 MB at most."),
        (a_picture(size=(300, 8)), "This picture is too small. A logo is at least 16 pixels wide and high."),
        (
            a_picture(size=(6000, 5000)),
            "This picture has too many pixels. Send one that is at most 5000 pixels wide and high.",
        ),
        (a_bomb(), "This picture has too many pixels. Send one that is at most 5000 pixels wide and high."),
    ],
)
def test_anything_else_is_refused(sent: bytes, sentence: str) -> None:
    """With a sentence at the field."""
    with pytest.raises(RuleBroken) as refused:
        reencoded(sent)
    assert (refused.value.field, str(refused.value.message)) == ("logo", sentence)
