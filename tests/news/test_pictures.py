"""Pictures: files in several sizes and formats, words that outlive a lost file."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Site

from kagoj.news import queries
from kagoj.news.models import Imprint, Picture
from kagoj.news.pictures import PictureRef, picture_cards
from kagoj.theme import pages


def drawn(width=1600, height=1000, form="JPEG"):
    colours = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    file = io.BytesIO()
    colours.save(file, form)
    return file.getvalue()


def picture(data=None, spoilt=None, **fields):
    """A picture of the archive; `spoilt` is what its file holds later."""
    fields = {"title": "ঘাট.jpg", "description": "ঘাটে তিনটি নৌকা"} | fields
    file = ImageFile(io.BytesIO(data or drawn()), name="ghat.jpg")
    made = Picture.objects.create(file=file, **fields)
    if spoilt is not None:
        Path(made.file.path).write_bytes(spoilt)
    return Picture.objects.get(pk=made.pk)


def card_of(made, **words):
    ref = PictureRef(made.pk, **words)
    return picture_cards([ref])[ref]


@pytest.fixture
def file_of(paper, settings):
    """The file a reader would be given for an address."""
    return lambda url: Path(settings.MEDIA_ROOT, url.removeprefix("/media/"))


def test_a_picture_comes_in_three_formats_and_its_real_size(paper, file_of):
    card = card_of(picture(), alt="নৌকা")
    assert card.src
    with Image.open(file_of(card.src)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (card.width, card.height))
    assert card.width / card.height == pytest.approx(1.6, abs=0.01)
    kinds = {source.type: source.srcset for source in card.sources}
    assert list(kinds) == ["image/avif", "image/webp"]  # the best first
    for kind, srcset in [*kinds.items(), ("image/jpeg", card.srcset)]:
        for address, width in re.findall(r"(\S+) (\d+)w", srcset):
            with Image.open(file_of(address)) as opened:
                assert opened.width == int(width)
                assert Image.MIME[opened.format] == kind
    assert card.share_width == 1200


def test_a_small_picture_is_not_blown_up(paper, file_of):
    card = card_of(picture(drawn(300, 200)))
    assert (card.width, card.height, card.share_width) == (300, 200, 300)
    assert card.srcset.endswith(" 300w")
    assert "," not in card.srcset


def test_the_focal_point_is_where_the_editor_put_it(paper):
    made = picture()
    made.focal_point_x, made.focal_point_y = 400, 750
    made.focal_point_width = made.focal_point_height = 50
    made.save()
    assert card_of(made).focus == "25% 75%"
    assert card_of(picture()).focus == "50% 50%"


def test_a_lost_file_leaves_the_words(paper, file_of, caplog):
    made = picture()
    Path(made.file.path).unlink()
    card = card_of(made, alt="নৌকা", caption="সকালের ঘাট", credit="মিতা")
    assert (card.src, card.sources) == ("", ())
    assert (card.alt, card.caption, card.credit) == ("নৌকা", "সকালের ঘাট", "মিতা")
    assert "without its file" in caplog.text


BROKEN = {
    "empty": b"",
    "text": "এটা ছবি নয়".encode(),
    "half a JPEG": drawn()[:3000],
    "a PNG's head": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "nonsense in a JPEG": drawn()[:600] + b"\xff\xd9" * 400,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_spoils_no_page(paper, data):
    made = picture(spoilt=data)
    page = paper.publish("ঘাটে ভোর", lead_picture=made, lead_caption="সকালের ঘাট")
    printed = pages.story(queries.story(page.number)).decode()
    assert "সকালের ঘাট" in printed
    assert "ঘাটে ভোর" in pages.home().decode()


def test_lists_show_no_place_for_a_picture_that_came_without_a_file(paper):
    """An imported page often names a picture that came without one."""
    page = paper.publish("ঘাটে ভোর", lead_caption="সকালের ঘাট", lead_credit="মিতা")
    assert queries.latest(1)[0].picture is None
    story = queries.story(page.number)
    assert (story.card.picture.caption, story.card.picture.src) == ("সকালের ঘাট", "")
    assert "<img" not in pages.home().decode()


def test_the_icon_that_every_browser_fetches_on_a_first_visit_is_small(paper, settings):
    imprint = Imprint.objects.get()
    imprint.logo = picture()
    imprint.save()

    file = Path(settings.MEDIA_ROOT) / queries.paper().small_icon.removeprefix("/media/")
    with Image.open(file) as icon:
        assert icon.size == (48, 48), "search engines ask for a multiple of 48 pixels"
    link = f'<link rel="icon" href="{queries.paper().small_icon}">'
    assert link in pages.home().decode()


def test_a_logo_whose_file_is_lost_spoils_no_page(paper):
    made = picture(drawn(600, 600, "PNG"))
    imprint = Imprint.objects.get(site=Site.objects.get())
    imprint.logo = made
    imprint.save()
    assert queries.paper().logo.endswith(".png")
    made.renditions.all().delete()
    Path(made.file.path).unlink()
    imprint.refresh_from_db()
    assert queries.paper().logo == ""
    assert b"</html>" in pages.home()


def test_a_hundred_cards_cost_no_more_queries_than_ten(paper, django_assert_num_queries):
    made = [picture(drawn(40, 30)) for _ in range(12)]
    refs = [PictureRef(one.pk, alt=str(place)) for place, one in enumerate(made * 8)]
    picture_cards(refs)  # sizes are made once
    with django_assert_num_queries(2):
        few = picture_cards(refs[:10])
    with django_assert_num_queries(2):
        many = picture_cards(refs)
    assert (len(few), len(many)) == (10, 96)
