"""What the press owes and what it has printed, for the tests of its room."""

from kagoj.press import orders, reprint, worker
from kagoj.press.models import PrintOrder, Reprint
from kagoj.press.shelving import shelf


def ordered(urgency=PrintOrder.Urgency.NEWS):
    """The keys of all waiting orders of an urgency."""
    return {key for order in PrintOrder.objects.filter(urgency=urgency) for key in order.keys}


def ordered_in_background():
    """What waits in the background, with all that a reprint of the paper would come to order."""
    while reprint.order_next():
        pass
    return ordered(PrintOrder.Urgency.BACKGROUND)


def ordered_soon():
    """What follows a story: not itself again, with those that are like it."""
    soon = PrintOrder.objects.filter(urgency=PrintOrder.Urgency.SOON)
    return {key for order in soon.exclude(reason__startswith="like ") for key in order.keys}


def touched():
    """What a story's change prints of its own: at once for readers, and what can wait a moment."""
    return ordered() | {key for key in ordered_soon() if not key.startswith("/n/")}


def naming():
    """The other stories that a story's change prints again."""
    return {key for key in ordered_soon() if key.startswith("/n/")}


def print_all():
    """Print whatever waits."""
    while worker.print_waiting():
        pass


def print_everything():
    """Print the whole paper, as a new paper is printed."""
    PrintOrder.objects.all().delete()
    Reprint.objects.all().delete()
    orders.everything("test")
    print_all()


def on(words):
    """The keys of the pages on the shelf that hold these words."""
    keys = list(shelf().keys(""))
    return {key for key in keys if words in shelf().get(key).body.decode()}
