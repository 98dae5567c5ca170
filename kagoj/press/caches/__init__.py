"""Caches that stand between delivery and readers, one file for each kind, named after it.

None of them loads Django; `kagoj/press/purging.py` tells them what changed on the shelf.
"""
