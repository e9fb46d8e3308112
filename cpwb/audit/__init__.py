"""Hears every event and keeps who did what, when."""
