"""What can be wrong with the shelf, so that each caller can say what to do."""


class ShelfFault(Exception):
    """The shelf could not do what was asked; nothing on it has changed."""


class ShelfMissing(ShelfFault):
    """There is no shelf yet: nothing has been printed in this folder."""


class ShelfFull(ShelfFault):
    """The disk takes no more pages; the old ones stand."""


class ShelfBusy(ShelfFault):
    """Another process held the shelf for too long."""


class ShelfDamaged(ShelfFault):
    """The shelf's file is damaged; print the paper anew."""


class PageRefused(ShelfFault, ValueError):
    """A page that is none: its address, status or size is impossible."""
