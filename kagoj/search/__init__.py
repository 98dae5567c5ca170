"""The reader's search: an index the press keeps and delivery asks."""
