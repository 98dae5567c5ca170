"""What answers a reader's request: no Django, no database."""
