"""Finished pages and parts at rest. The press writes here, delivery and export read."""
