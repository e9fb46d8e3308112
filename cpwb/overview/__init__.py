"""Pages that compose several features."""
