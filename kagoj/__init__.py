"""Kagoj (কাগজ): the newsroom where a Bangla newspaper is made and the paper its readers open."""

__version__ = "0.1.0"
