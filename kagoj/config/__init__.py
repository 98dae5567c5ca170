"""Django's wiring."""
