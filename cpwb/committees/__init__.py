"""Zones, municipalities, organisations and committees."""
