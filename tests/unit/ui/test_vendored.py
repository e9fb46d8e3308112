"""The vendored assets are those in the manifest, and load nothing from elsewhere."""

import hashlib
import json
import re
from pathlib import Path
from typing import TypedDict

import pytest

ROOT = Path(__file__).resolve().parents[3]
VENDOR = ROOT / "cpwb" / "ui" / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"

# An XML namespace such as http://www.w3.org/2000/svg inside a data: URL is not a fetch.
ABSOLUTE_URL = re.compile(r"""(?i)url\(\s*["']?\s*(?:https?:)?//""")
ABSOLUTE_IMPORT = re.compile(r"""(?i)@import\s*["']?\s*(?:https?:)?//""")
ANY_IMPORT = re.compile(r"(?i)@import")
SOURCE_MAP = re.compile(r"(?i)sourceMappingURL")


class VendoredFile(TypedDict):
    """One stored file, by its path from the repository root, and its hash."""

    path: str
    sha512: str


class VendoredPackage(TypedDict):
    """One upstream package, with the files that were taken from it."""

    name: str
    version: str
    licence: str
    files: list[VendoredFile]


def _packages() -> list[VendoredPackage]:
    """Read the manifest."""
    packages: list[VendoredPackage] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return packages


PACKAGES = _packages()
FILES = [file for package in PACKAGES for file in package["files"]]
PATHS = [file["path"] for file in FILES]
NAMES = [package["name"] for package in PACKAGES]
TEXT_PATHS = [path for path in PATHS if path.endswith((".css", ".js"))]


@pytest.mark.parametrize("file", FILES, ids=PATHS)
def test_a_vendored_file_is_unchanged(file: VendoredFile) -> None:
    """A stored file has the hash that the manifest gives."""
    content = (ROOT / file["path"]).read_bytes()
    assert hashlib.sha512(content).hexdigest() == file["sha512"]


def test_no_path_is_listed_twice() -> None:
    """A file belongs to one package only."""
    assert len(PATHS) == len(set(PATHS))


def test_every_file_in_the_vendor_folder_is_in_the_manifest() -> None:
    """The manifest names all that lies in the folder, save itself and licence texts."""
    stored = {
        path.relative_to(ROOT).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != MANIFEST and not path.name.startswith("LICENSE")
    }
    assert stored - set(PATHS) == set()


@pytest.mark.parametrize("package", PACKAGES, ids=NAMES)
def test_a_licence_text_lies_beside_each_package(package: VendoredPackage) -> None:
    """Each folder that holds a package's files holds the package's licence text too."""
    folders = {(ROOT / file["path"]).parent for file in package["files"]}
    assert folders
    assert all(any(folder.glob("LICENSE*")) for folder in folders)


@pytest.mark.parametrize("path", TEXT_PATHS)
def test_vendored_text_points_nowhere_else(path: str) -> None:
    """No vendored style sheet or script loads from another host, or names a map."""
    text = (ROOT / path).read_text(encoding="utf-8")
    assert ABSOLUTE_URL.search(text) is None
    assert ABSOLUTE_IMPORT.search(text) is None
    assert SOURCE_MAP.search(text) is None
    if (ROOT / path).is_relative_to(VENDOR):
        # axe, used by the tests alone, carries the word in a string that it builds.
        assert ANY_IMPORT.search(text) is None
