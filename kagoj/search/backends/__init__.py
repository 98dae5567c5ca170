"""Engines that can hold the index, one file for each, named after it."""
