"""The demonstration: three committees, a year of meetings, in both languages, with hostile strings."""
