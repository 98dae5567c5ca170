"""Bangla."""
