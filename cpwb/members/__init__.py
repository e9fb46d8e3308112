"""Persons, seats, mandates and consents."""
