"""What answers a reader's request: no Django, no database.

The core is a plain function, `app.Delivery.answer`: a `Request` in, an `Answer` out. `loop` carries it
to the network, `serve` runs it in as many processes as the machine has cores for readers.
"""
