"""Turns what is published into finished pages on the shelf."""
