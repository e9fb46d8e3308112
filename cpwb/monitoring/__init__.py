"""Figures over all features; reads, never writes."""
