"""Measurements, each run with one command beside a peer in the same run, with the spread."""
