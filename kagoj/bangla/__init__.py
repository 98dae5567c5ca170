"""Bangla text: a pure library on the standard library, for anyone."""
