"""Dates, times and numbers in the newsroom's Bangla; what is not said here stays as Django has it.

Django's own Bangla formats have no date with time, so that the American order showed
("নভে. 23, 2026"), and no grouping of digits. The letters are Django's (`date` template filter).
"""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"  # as the paper prints it: ১৫:৫৭
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
# Lakh and crore: 12,34,567.
NUMBER_GROUPING = (3, 2, 0)
