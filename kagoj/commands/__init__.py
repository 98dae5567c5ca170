"""The commands of a paper: each reads its arguments, calls one function, prints."""
