"""Printing: white space, escaping, a paper's own templates."""

import copy

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.test import override_settings

from kagoj.theme.render import render, squeeze


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("<p>এক\n\n   দুই</p>", "<p>এক\nদুই</p>\n"),  # still one space to a browser
        ("<b>এক</b>  <i>দুই</i>", "<b>এক</b>  <i>দুই</i>\n"),
        ("<pre>এক\n\n  দুই</pre>", "<pre>এক\n\n  দুই</pre>\n"),
        ("<textarea>\n\n x</textarea>", "<textarea>\n\n x</textarea>\n"),
        ("<script>a\n\n\nb</script>", "<script>a\n\n\nb</script>\n"),
        (
            'a\n\n\n<!--#include virtual="/parts/latest.html" -->\n\n\nb',
            'a\n<!--#include virtual="/parts/latest.html" -->\nb\n',
        ),
        ("এক\N{NO-BREAK SPACE}\nদুই", "এক\N{NO-BREAK SPACE}\nদুই\n"),
    ],
)
def test_squeezing_draws_the_same_page(written, printed):
    assert squeeze(written) == printed


def test_what_editors_type_is_escaped(samples):
    card = samples.card(0)
    hostile = '<script>alert(1)</script> ‘ও’ & "তাই"'
    bad = type(card)(**{**_fields(card), "headline": hostile, "deck": hostile, "kicker": hostile})
    context = {**samples.home(), "lead": bad, "leads": [bad], "title": hostile}

    page = render("pages/home.html", context).decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 4


def test_structured_data_cannot_end_its_script(samples):
    context = {**samples.home(), "structured": '{"name":"</script><b>"}'}

    page = render("pages/home.html", context).decode()

    assert '{"name":"\\u003c/script>\\u003cb>"}' in page


def test_a_papers_own_template_is_found_first(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/ticker.html").write_text("আমাদের নিজের")
    engines = copy.deepcopy(settings.TEMPLATES)
    engines[0]["DIRS"] = [tmp_path]
    with override_settings(TEMPLATES=engines):
        assert render("parts/ticker.html", {}) == "আমাদের নিজের\n".encode()


def test_a_template_nobody_has_is_an_error():
    with pytest.raises(TemplateDoesNotExist):
        render("pages/nothing.html", {})


def _fields(card):
    return {name: getattr(card, name) for name in card.__dataclass_fields__}
