"""How a command says no."""


class Refused(Exception):
    """What cannot be done, and what to do about it, in one sentence for the user."""
