"""Comparative framing of news."""
