"""What answers a reader's request: no Django, no database.

The core is a plain function, `app.Delivery.answer`: a `Request` in, an `Answer` out. `wsgi` and `rsgi`
carry it to a server interface, `serve` runs it.
"""
