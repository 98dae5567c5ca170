"""Marked headlines and excerpts: the densest place, cut between letters, marked where it hits."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from kagoj.bangla.words import letters
from kagoj.search.excerpts import LETTERS, excerpt, marked
from kagoj.search.query import Wish, parse

from .conftest import hits_of, text_of

FILLER = "দিনভর রোদ ছিল, মাঠে ধান কাটা চলেছে। "


def test_the_place_with_most_of_the_words_is_shown():
    body = FILLER * 10 + "এখানে শুধু নৌকা। " + FILLER * 30 + "নৌকা আর বাইচ একসঙ্গে। " + FILLER * 10
    shown = excerpt("", body, [Wish(("নৌকা",)), Wish(("বাইচ",))])
    assert hits_of(shown)[:2] == ["নৌকা", "বাইচ"]
    assert text_of(shown).startswith("…")
    assert text_of(shown).endswith("…")


def test_the_deck_stands_for_the_story_when_it_has_as_much():
    assert text_of(excerpt("নৌকার মেলায় ভিড়", FILLER + "নৌকার মেলায়", [Wish(("নৌকার",))])) == (
        "নৌকার মেলায় ভিড়"
    )


def test_the_body_when_the_deck_has_less():
    shown = excerpt("নৌকা এল", FILLER + "নৌকা ও বাইচ", [Wish(("নৌকা",)), Wish(("বাইচ",))])
    assert hits_of(shown) == ["নৌকা", "বাইচ"]


def test_a_story_found_by_its_headline_alone_shows_its_deck_or_beginning():
    assert text_of(excerpt("উপশিরোনাম", FILLER, [Wish(("নেই",))])) == "উপশিরোনাম"
    assert text_of(excerpt("", FILLER * 40, [Wish(("নেই",))])).startswith("দিনভর রোদ ছিল")
    assert excerpt("", "", [Wish(("নেই",))]) == []


def test_a_near_sentence_is_begun_at_its_beginning():
    shown = text_of(excerpt("", FILLER * 20 + "তখন নৌকা ডুবল।", [Wish(("নৌকা",))]))
    assert shown == "…তখন নৌকা ডুবল।"


def test_a_phrase_is_marked_as_one_and_its_words_apart_are_not():
    spans = marked("কালো মেঘ, কালো ছায়া, মেঘ", [Wish(("কালো", "মেঘ"))])
    assert hits_of(spans) == ["কালো মেঘ"]


def test_the_longer_phrase_wins():
    assert hits_of(marked("কালো মেঘ জমে", [Wish(("কালো",)), Wish(("কালো", "মেঘ"))])) == ["কালো মেঘ"]


def test_marking_changes_no_letter():
    headline = "উদ্\u200cযাপনে র\u200d্যাব, হ\u09af\u09bcেছে ‘মেলা’"
    assert text_of(marked(headline, [Wish(("মেলা",))])) == headline


def test_an_endless_word_is_cut_between_letters():
    endless = "স্ত্রী" * 5_000
    shown = text_of(excerpt("", endless, [Wish(("নেই",))]))
    assert shown == "স্ত্রী" * LETTERS + "…"


def test_an_endless_text_is_looked_through_only_so_far():
    shown = excerpt("", FILLER * 10_000 + "নৌকা", [Wish(("নৌকা",))])
    assert hits_of(shown) == []


# Consonants joined by hasanta with their signs: what no cut may go through. Written after the
# grapheme rules of Unicode 15.1 (UAX #29, GB9c; a ZWNJ parts), independently of kagoj.bangla.
AKSHARA = regex.compile(r"(?:[ক-হড়ঢ়য়ৰৱ]\u09bc?\u200d*\u09cd\u200d*(?=[ক-হড়ঢ়য়ৰৱ]))*\X")
SAMPLE = "স্ত্রী ক্ষুধার্ত র\u200d্যাব উদ্\u200cযাপন কাঁদছে নৌকা হ\u09af\u09bcেছে ২০২৪ x । দৌড় চাঁদ বাইচ"
WORDS = st.sampled_from(SAMPLE.split())


@given(st.lists(WORDS, min_size=1, max_size=120), st.integers(1, 60), st.booleans())
def test_a_piece_is_a_run_of_whole_letters(words, most, spaced):
    body = (" " if spaced else "").join(words)
    shown = excerpt("", body, [Wish(("নৌকা",)), Wish(("বাইচ",))], letters=most)
    piece = text_of(shown).strip("…")
    assert piece in body
    assert len(letters(piece)) <= most
    edges = {0}
    for letter in AKSHARA.findall(body):
        edges.add(max(edges) + len(letter))
    starts = [at for at in range(len(body)) if body.startswith(piece, at)]
    assert any(at in edges and at + len(piece) in edges for at in starts)


@pytest.mark.parametrize("text", ["", " ", "\u09cd", "\u200d\u200d", "a\u0301" * 9_000, "্" * 9_000])
def test_odd_texts_raise_nothing(text):
    excerpt(text, text, [Wish(("নৌকা",))])
    marked(text, [Wish(("নৌকা",))])


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("খামেনি", "খামেনির"),
        ("খামেনির", "খামেনি"),
        ("সরকারী", "সরকারির"),
        ("পুলিস", "পুলিশকে"),
        ("ঈদ", "ইদের"),
        ("যাদুঘর", "জাদুঘরে"),
        ("অ্যাসিড", "এসিডে"),
        ("ঐ", "ওই"),
        ("উসমান", "ওসমানের"),
        ("১০", "১০টি"),
        ("মেয়ে", "মেয়েদেরকেও"),
        ("ভারত-পাকিস্তান", "ভারতপাকিস্তান"),
    ],
)
def test_what_was_found_in_another_form_is_marked_whole(asked, written):
    spans = marked(f"কাল {written} নিয়ে কথা", parse(asked).wanted)
    assert hits_of(spans) == [written]


def test_what_is_quoted_is_marked_only_as_it_is_written():
    assert hits_of(marked("খামেনির কথা, খামেনি বলেন", parse('"খামেনি"').wanted)) == ["খামেনি"]
