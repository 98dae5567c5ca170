"""What an editor is told of a text that was normalised: where, what, why; and the way back."""

from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kagoj.bangla.mending import in_words, mended
from kagoj.bangla.normalise import compose, normalise

TRICKY = (
    "কতরয" + "ািে়্ঁ" + "অঋ" + "।৷৴ ১a\t\n’"
    "\u00a0\u200b\u200c\u200d\u00ad\u0301\u0316\u09dc\u09df\u09fe\ud800"
)
any_text = st.one_of(st.text(), st.text(st.sampled_from(TRICKY), max_size=40))

# What was typed, and the reasons an editor is given, from the policy in docs/explanation/bangla.md.
TOLD = {
    "খ\u200bবর": ("খবর", "অদৃশ্য চিহ্ন সরানো"),
    "এল৷": ("এল।", "টাকার চিহ্ন ‘৷’ থেকে দাঁড়ি"),
    "জন\u200c্য": ("জন্য", "অদৃশ্য জোড়-চিহ্ন ঠিক করা"),
    "কাাজ": ("কাজ", "দুবার লেখা চিহ্ন একবার করা"),
    "অামি": ("আমি", "দুই টুকরো থেকে এক অক্ষর"),
    "হঠাত্\u200d": ("হঠাৎ", "‘ত্’ থেকে ‘ৎ’"),
    "আজ\u00a0সকালে": ("আজ সকালে", "অটুট ফাঁক থেকে সাধারণ ফাঁক"),
    "এল ।": ("এল।", "দাঁড়ির আগে-পরের ফাঁক ঠিক করা"),
    "এল।সে": ("এল। সে", "দাঁড়ির আগে-পরের ফাঁক ঠিক করা"),
}


@pytest.mark.parametrize("typed", TOLD, ids=ascii)
def test_each_change_is_told_with_its_place_and_reason(typed):
    right, reason = TOLD[typed]
    text = f"বড় খবর,\nতারপর {typed} শেষ"
    after, [mending] = mended(text)
    assert after == normalise(text)
    assert text[mending.start : mending.end] == mending.before == typed
    assert (mending.after, mending.reasons) == (right, (reason,))


def test_what_nobody_sees_is_not_told_of():
    text = "ব\u09dc সম\u09df ভাল\u09c7\u09be"
    assert mended(text) == (normalize("NFC", text), [])


def test_a_place_the_editor_keeps_stays_as_typed():
    text = "অামি বলি, অামি আজ\u00a0এল ।"
    after, mendings = mended(text, keep={"অামি"})
    assert after == "অামি বলি, অামি আজ এল।"
    assert [one.before for one in mendings] == ["আজ\u00a0এল ।"]
    assert mended(text, keep={"অামি", "আজ\u00a0এল ।"}) == (normalize("NFC", text), [])


def test_many_changes_are_counted():
    _, mendings = mended("খ\u200bবর প\u200bড়ো৷ অামি\u200b")
    assert in_words(mendings) == [
        "৩ জায়গায় অদৃশ্য চিহ্ন সরানো",
        "১ জায়গায় টাকার চিহ্ন ‘৷’ থেকে দাঁড়ি",
        "১ জায়গায় দুই টুকরো থেকে এক অক্ষর",
    ]
    assert in_words([]) == []


@given(any_text)
@example("a \u200b ।")
@example("ক \u200b৷\u200c ।খ")
def test_the_mended_text_is_the_normalised_one(text):
    after, mendings = mended(text)
    assert after == normalise(text)
    # Its changes, made one by one from the last, give it from what was typed.
    made = text
    for one in reversed(mendings):
        assert text[one.start : one.end] == one.before
        assert one.reasons or "\u0316" in one.before or "\u0301" in one.before
        made = made[: one.start] + one.after + made[one.end :]
    assert normalize("NFC", made) == after


@given(any_text)
@example("\u09dc\u200b")
def test_with_every_place_kept_nothing_is_changed_but_its_code(text):
    _, mendings = mended(text)
    after, left = mended(text, keep={compose(one.before) for one in mendings})
    assert left == []
    assert normalize("NFD", after) == normalize("NFD", text)
