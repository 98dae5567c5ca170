"""The characters of Bangla that our rules speak of, by name, and classes of them for patterns.

Source: The Unicode Standard, block U+0980-U+09FF, and its section 12.2 (Bengali). The classes are
the insides of a bracket expression, to be put between ``[`` and ``]``. Invisible characters are
written as escapes, so that they can be seen here.
"""

HASANTA = "\u09cd"  # joins two consonants, or silences one
NUKTA = "\u09bc"  # the dot below: ড় ঢ় য় are ড ঢ য with it in NFC
RA, TA, YA, KHANDA_TA = "র", "ত", "য", "ৎ"

ZWNJ = "\u200c"  # zero width non-joiner: after a hasanta it keeps two consonants apart
ZWJ = "\u200d"  # zero width joiner: in র‍্য it keeps the র whole
JOINERS = ZWNJ + ZWJ

# What is never seen and carries nothing in Bangla: zero width space, byte order mark, soft hyphen.
ZERO_WIDTH_SPACE, BYTE_ORDER_MARK, SOFT_HYPHEN = "\u200b", "\ufeff", "\u00ad"
UNSEEN = ZERO_WIDTH_SPACE + BYTE_ORDER_MARK + SOFT_HYPHEN

NO_BREAK_SPACE = "\u00a0"
DANDA = "\u0964"  # । shared by the scripts of India, so it stands in the Devanagari block
NUMERATOR_FOUR = "\u09f7"  # ৷ an old sign of money, drawn like the danda
ELLIPSIS = "\u2026"

DIGITS = "০১২৩৪৫৬৭৮৯"

VOWELS = "\u0985-\u098c\u098f\u0990\u0993\u0994\u09e0\u09e1"  # অ to ঔ, standing alone
CONSONANTS = "\u0995-\u09b9\u09ce\u09dc-\u09df\u09f0\u09f1"  # ক to হ, ৎ, and ড় ঢ় য় in one piece
VOWEL_SIGNS = "\u09be-\u09c4\u09c7\u09c8\u09cb\u09cc\u09d7\u09e2\u09e3"  # া to ৌ
AFTER_SIGNS = "\u0981-\u0983\u09fe"  # ঁ ং ঃ and the sandhi mark

# Every character that a Bangla word may hold (letters, signs, digits), so neither ৳ nor ৴ to ৻.
WORD = "\u0980-\u0983\u0985-\u09e3\u09e6-\u09f1\u09fc\u09fe"
