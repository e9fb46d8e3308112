"""Plain text with its line breaks."""

from cpwb.core.bilingual import Bilingual
from cpwb.ui.locale import lines


def test_lines_are_broken_and_escaped() -> None:
    """What people typed stays text."""
    assert lines("Eén\nTwee <b>") == "Eén<br>Twee &lt;b&gt;"


def test_a_bilingual_text_says_its_language_when_it_is_the_other_one() -> None:
    """Screen readers then pronounce it rightly; the reader's language needs no mark."""
    assert lines(Bilingual("Eén\nTwee", "Un")) == "Eén<br>Twee"
    assert lines(Bilingual("", "Un\n<i>")) == '<span lang="fr">Un<br>&lt;i&gt;</span>'
    assert lines(Bilingual()) == ""
