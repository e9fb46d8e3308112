"""A picture that somebody sends as a logo, made harmless. Import it only where one is sent."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from cpwb.core.errors import RuleBroken
from cpwb.core.words import _l

#: The formats that are taken, by what is in the file, whatever its name says.
FORMATS = ("PNG", "JPEG")
#: The most bytes that are taken; more than any logo needs.
MAX_BYTES = 1024 * 1024
#: The most pixels that are unpacked: a file of a few bytes can hold more than a machine has room for.
MAX_PIXELS = 25_000_000
#: What is kept: at 300 dots per inch more than the space on paper.
SIZE = (900, 360)
#: Smaller than this is a dot, not a logo.
MIN_SIDE = 16


def reencoded(sent: bytes) -> bytes:
    """Return the picture as a PNG without anything but its pixels: no EXIF, no place, no comment, no profile.

    Raises RuleBroken for what is no PNG or JPEG, is broken, too large or too small.
    """
    if len(sent) > MAX_BYTES:
        raise RuleBroken("logo", _l("This file is too large: a logo may be 1 MB at most."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_again(sent)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise RuleBroken("logo", _l("This is not a PNG or JPEG picture, or it is damaged.")) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RuleBroken("logo", _TOO_MANY_PIXELS) from error


_TOO_MANY_PIXELS = _l("This picture has too many pixels. Send one that is at most 5000 pixels wide and high.")


def _drawn_again(sent: bytes) -> bytes:
    with Image.open(io.BytesIO(sent), formats=FORMATS) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise RuleBroken("logo", _TOO_MANY_PIXELS)
        if min(picture.size) < MIN_SIDE:
            raise RuleBroken("logo", _l("This picture is too small. A logo is at least 16 pixels wide and high."))
        # The camera's "this side up" goes with the EXIF, so the pixels are turned first.
        upright = ImageOps.exif_transpose(picture)
        drawn = upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
        drawn.thumbnail(SIZE)
        # Onto a fresh picture: whatever else the file carried stays behind.
        fresh = Image.new(drawn.mode, drawn.size)
        fresh.paste(drawn)
        stored = io.BytesIO()
        fresh.save(stored, format="PNG", optimize=True)
        return stored.getvalue()
