"""Minutes: review, approval, the snapshot that was approved, and its PDF."""
