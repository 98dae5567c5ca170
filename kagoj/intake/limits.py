"""Bounds on what a page from outside may cost."""

MEGABYTE = 1024 * 1024

PAGE_BYTES = 32 * MEGABYTE  # one page's text or HTML, unpacked
PAGE_LINES = 20_000  # a page of more lines is a data file
LINE_LETTERS = 20_000  # a longer line is not looked at letter by letter
BODY_LETTERS = 1_000_000  # a longer story is a book
TAG_ATTRIBUTES = 2000  # parsing takes time that grows with their square
JUDGED_HTML_BYTES = 2 * MEGABYTE  # larger pages go without the second opinion on what the body is

HEAD_BYTES = 64 * 1024  # a WARC record's own headers
BOMB_RATIO = 250  # unpacked to packed bytes; Bangla HTML packs 5 to 30 times
BOMB_FREE_BYTES = 64 * MEGABYTE  # below this much unpacked, the ratio is not asked
UNPACKED_BYTES = 64 * 1024 * MEGABYTE  # one file in all
