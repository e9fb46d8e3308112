"""Links in the mails of the demonstration."""

import pytest

from cpwb.notifications.links import local_links

BASE = "http://127.0.0.1:5000"


def test_our_own_addresses_become_links_to_this_server() -> None:
    """The address is shown whole; the full stop behind it is none of it."""
    assert local_links(f"Kijk hier:\n{BASE}/meetings/5?a=1&b=2.\nTot dan", BASE) == (
        f'Kijk hier:<br><a href="/meetings/5?a=1&amp;b=2">{BASE}/meetings/5?a=1&amp;b=2</a>.<br>Tot dan'
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        f"{BASE}.evil.example/",
        f"{BASE}@evil.example/",
        f"{BASE}//evil.example/",
        f"{BASE}/\\evil.example/",
        "http://127.0.0.1:50001/",
        "javascript:alert(1)",
        BASE,
    ],
)
def test_addresses_elsewhere_stay_text(address: str) -> None:
    """What people typed leads nowhere else."""
    assert local_links(address, BASE) == address


def test_markup_stays_text() -> None:
    """A title such as <script> is shown as it was typed."""
    assert local_links("<script>alert('x')</script>", BASE) == "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
    assert local_links(f'{BASE}/a"onclick="x', BASE) == f'<a href="/a">{BASE}/a</a>&#34;onclick=&#34;x'
