"""AVIF renditions: the quicker way gives the same picture, read back by Pillow."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat
from willow.plugins.pillow import PillowImage

from kagoj.news.avif import save_as_avif


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "CMYK"])
def test_the_picture_comes_back_as_it_went_in(mode):
    picture = Image.linear_gradient("L").resize((320, 200)).convert("RGB").convert(mode)
    file = io.BytesIO()

    save_as_avif(PillowImage(picture), file, quality=80)

    back = Image.open(io.BytesIO(file.getvalue()))
    assert (back.format, back.size) == ("AVIF", (320, 200))
    off = ImageChops.difference(back.convert("L"), picture.convert("L"))
    assert ImageStat.Stat(off).mean[0] < 4


def test_the_newsroom_uses_it():
    assert PillowImage.save_as_avif is save_as_avif
