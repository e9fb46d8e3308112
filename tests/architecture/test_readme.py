"""The README and the configuration say the same."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
READERS = {"_setting", "_flag", "_number"}


def _read_by_the_configuration() -> set[str]:
    """Return the variables that config.py reads."""
    tree = ast.parse((ROOT / "config.py").read_text(encoding="utf-8"))
    return {
        f"CPWB_{node.args[0].value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in READERS
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def _explained_in_the_readme() -> list[str]:
    """Return the variables in the first column of the table under "Configuration"."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Configuration\n")[1].split("\n## ")[0]
    return re.findall(r"(?m)^\| `(CPWB_\w+)` \|", section)


def test_the_readme_explains_every_setting_once() -> None:
    """A setting that nobody knows of is none, and an explanation without a setting leads astray."""
    assert sorted(_explained_in_the_readme()) == sorted(_read_by_the_configuration())
