"""The base page, components, fields and locale; no nouns of ours."""
