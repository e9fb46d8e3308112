"""Paths that a reader may be sent back to."""

import pytest

from cpwb.ui.addresses import local_path


@pytest.mark.parametrize("target", ["/", "/account", "/zones?page=2#top", "/a//b", "/é ü"])
def test_our_own_paths_are_kept(target: str) -> None:
    """With their query."""
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "account",
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/a\\b",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "http:evil.example",
    ],
)
def test_anything_else_is_the_first_page(target: str | None) -> None:
    """Also what only browsers read as another site."""
    assert local_path(target) == "/"
