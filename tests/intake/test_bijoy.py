"""Pages typed for Bijoy's fonts are read, marked as doubtful, and kept as they were."""

from __future__ import annotations

from io import BytesIO

import pytest

from kagoj.bangla.bijoy import from_unicode
from kagoj.bangla.normalise import normalise
from kagoj.intake.bijoy import DOUBT
from kagoj.intake.files import read_open_file
from kagoj.intake.found import FoundStory

HEADLINE = "মেলার মাঠে ফিরল লাঠিখেলা"
PARAGRAPHS = """\
দশ বছর পর চৈত্রসংক্রান্তির মেলার মাঠে আবার বসেছে লাঠিখেলার আসর। বিকেলে ঢাকের শব্দ শুনে গ্রামের মানুষ দল বেঁধে মাঠে এসে জড়ো হন।
আয়োজকদের একজন কামাল উদ্দিন বলেন, এই খেলার ওস্তাদ আর মাত্র তিনজন বেঁচে আছেন। তাঁদের কাছ থেকে নতুন ছেলেরা এখন প্রতি শুক্রবার কৌশল শিখছে, স্কুলের মাঠে।
সন্ধ্যার পর মাঠজুড়ে জ্বলে ওঠে হ্যাজাক বাতি। খেলা শেষে দর্শকেরা চাঁদা তুলে খেলোয়াড়দের জন্য নতুন লাঠি কেনার টাকা দেন। আগামী বছর দুই দিনের আসর হবে বলে জানিয়েছে কমিটি।
""".splitlines()
PLAIN = from_unicode("\n\n".join([HEADLINE, "নিজস্ব প্রতিবেদক", "১২ এপ্রিল ২০০৮, ১৫:৫৭", *PARAGRAPHS]))
HTML = (
    "<html><head><meta charset='windows-1252'><title>{0}</title></head><body>"
    '<h1><font face="SutonnyMJ">{0}</font></h1>{1}</body></html>'
).format(
    from_unicode(HEADLINE),
    "".join(f'<p><font face="SutonnyMJ">{from_unicode(one)}</font></p>' for one in PARAGRAPHS),
)


@pytest.mark.parametrize(
    "data",
    [PLAIN.encode("cp1252"), PLAIN.encode(), HTML.encode("cp1252"), HTML.encode()],
    ids=["text as bytes", "text in UTF-8", "HTML as bytes", "HTML in UTF-8"],
)
def test_a_page_in_bijoys_letters_is_read(data: bytes) -> None:
    (story,) = read_open_file(BytesIO(data))
    assert isinstance(story, FoundStory), story
    assert story.headline.value == normalise(HEADLINE)
    assert story.headline.confidence <= DOUBT
    assert "বিজয়" in story.headline.why
    assert [block.text for block in story.body.value if block.type == "paragraph"] == [
        normalise(one) for one in PARAGRAPHS
    ]
    assert from_unicode(HEADLINE) in story.original


def test_english_is_not_taken_for_it() -> None:
    (refused,) = read_open_file(BytesIO(b"The boats came home late. " * 40))
    assert not isinstance(refused, FoundStory)
    assert "বাংলা" in refused.reason
