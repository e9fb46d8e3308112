"""Action points and their follow-up."""
