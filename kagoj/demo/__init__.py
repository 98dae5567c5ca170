"""The small Bangla newspaper one gets in the first five minutes."""
