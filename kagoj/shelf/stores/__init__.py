"""Where pages can be kept: one file for each technology."""
