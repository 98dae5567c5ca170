"""Finished pages and parts at rest. The press writes here, delivery and export read.

Public names: `shelf.Shelf`, `page.Page`, and what can be wrong in `faults`.
"""
