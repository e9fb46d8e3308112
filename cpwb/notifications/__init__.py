"""Hears chosen events and fills the outbox; the command that sends it."""
