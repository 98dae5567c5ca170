"""The index in one SQLite file: FTS5 for the words, fed with text that Python has analysed.

FTS5's own tokenizers split Bangla at every vowel sign or joiner; here it only splits at the blanks
between words that `kagoj.search.analysis` put there. The words are kept without their text
(`content=''`); the texts, which excerpts are cut from, stand compressed in a table of their own.

A story's row number is its *place*: the minute it was published and a slot within that minute. The
postings of every word are therefore in order of time, and the newest matches come first without
sorting: what a query costs is bound by how many matches are looked at, not by the archive.
"""
