"""Templates: features are built from components and carry no looks of their own."""

import re
from collections.abc import Iterator

from tests.architecture.source import feature_templates, nothing, templates

IMPORT = re.compile(r'\{%-?\s*from\s+"([^"]+)"\s+import\s+(.+?)\s*-?%\}')


def imports(text: str) -> Iterator[tuple[str, str]]:
    """Give (file, name) for each imported macro, under the name by which the template calls it."""
    for file, names in IMPORT.findall(text):
        for name in names.replace("without context", "").split(","):
            yield file, name.split(" as ")[-1].strip()


def places(pattern: str, rule: str) -> None:
    """Fail where a feature's template matches `pattern`."""
    found = re.compile(pattern)
    nothing(
        (
            f"{name}:{number} {line.strip()[:80]}"
            for name, text in feature_templates().items()
            for number, line in enumerate(text.splitlines(), 1)
            if found.search(line)
        ),
        rule,
    )


def test_no_macro_is_imported_for_nothing() -> None:
    """What stands at the top is used below."""
    nothing(
        (
            f"{name}: {macro}"
            for name, text in templates().items()
            for _file, macro in imports(text)
            if not re.search(rf"\b{macro}\b", IMPORT.sub("", text))
        ),
        "Take the import out.",
    )


def test_macros_are_imported_without_context() -> None:
    """A component shows what it is given, so that its call tells everything."""
    nothing(
        (name for name, text in templates().items() if "with context" in text.replace("without context", "")),
        'Give the macro what it needs as an argument: {% from "ui/table.html" import table %}.',
    )


def test_features_carry_no_classes() -> None:
    """Looks live in the components."""
    places(
        r"\bclass\s*=",
        "Use a component of cpwb/ui/templates/ui (see /styleguide), or give one an option for what is missing.",
    )


def test_features_write_no_tables_styles_or_scripts() -> None:
    """Tables need a caption and a narrow form; styles and scripts would break the content security policy."""
    places(
        r"(?i)<table\b",
        'Use the component: {% call(row, key) table(rows, {…}, caption=…, nothing=…) %}, from "ui/table.html".',
    )
    places(r"(?i)<style\b|\bstyle\s*=", "Put it into cpwb/ui/static/cpwb.css, on the class of a component.")
    places(
        r"(?i)<script\b(?![^>]*\bsrc=)|\son\w+\s*=",
        "Put it into a file under cpwb/ui/static and load it with asset(…).",
    )


def test_features_post_through_components() -> None:
    """The token, the warning line and what is kept of the text come with them."""
    places(r"(?i)<form\b", 'Use form, post_button or filters: {% from "ui/form.html" import form %}.')


def test_nothing_is_marked_safe_by_hand() -> None:
    """Formatted text was sanitised when it was saved, and one component shows it."""
    places(r"\|\s*safe\b|\{%-?\s*autoescape", 'Use rich_text(html) from "ui/rich_text.html".')


def test_every_component_is_used() -> None:
    """A macro that no page and no other component uses is gone from the styleguide too."""
    used = {
        file
        for name, text in templates().items()
        if name != "cpwb/ui/templates/styleguide.html"
        for file, _macro in imports(text)
        if not name.endswith(file)
    }
    components = {f"ui/{name.rsplit('/', 1)[1]}" for name in templates() if name.startswith("cpwb/ui/templates/ui/")}
    nothing(components - used, "Use the component, or take its file away.")


def test_a_component_file_holds_the_macro_of_its_name() -> None:
    """One macro per file, found by its name; what it needs for itself starts with an underscore."""
    nothing(
        (
            f"{name}: {', '.join(macros)}"
            for name, text in templates().items()
            if name.startswith("cpwb/ui/templates/ui/")
            for macros in [re.findall(r"\{%-?\s*macro\s+(\w+)", text)]
            if [macro for macro in macros if not macro.startswith("_")]
            != [name.rsplit("/", 1)[1].removesuffix(".html")]
        ),
        "Put each macro into a file of its name: ui/table.html holds table.",
    )
