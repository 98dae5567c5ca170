"""What a page says of itself outside its text: its marks for machines, its address, its record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, urlsplit

from kagoj.intake.datelines import Moment
from kagoj.intake.found import FoundPicture
from kagoj.intake.furniture import is_desk

# Words in addresses -> the desk they stand for.
DESK_SLUGS = {
    "national": "জাতীয়", "bangladesh": "বাংলাদেশ", "politics": "রাজনীতি", "economy": "অর্থনীতি", "economics": "অর্থনীতি", "business": "বাণিজ্য",
    "international": "আন্তর্জাতিক", "world": "বিশ্ব", "sports": "খেলা", "sport": "খেলা", "entertainment": "বিনোদন", "education": "শিক্ষা", "campus": "ক্যাম্পাস",
    "health": "স্বাস্থ্য", "opinion": "মতামত", "editorial": "সম্পাদকীয়", "lifestyle": "জীবনযাপন", "tech": "প্রযুক্তি", "technology": "প্রযুক্তি",
    "science-technology": "বিজ্ঞান ও প্রযুক্তি", "religion": "ধর্ম", "islam": "ইসলাম", "literature": "সাহিত্য", "country": "সারাদেশ", "country-news": "সারাদেশ", "saradesh": "সারাদেশ",
    "whole-country": "সারাদেশ", "capital": "রাজধানী", "crime": "অপরাধ", "law-court": "আইন-আদালত", "court": "আদালত", "jobs": "চাকরি", "feature": "ফিচার", "features": "ফিচার", "probash": "প্রবাস",
    "environment": "পরিবেশ", "travel": "ভ্রমণ", "cricket": "ক্রিকেট", "football": "ফুটবল",
}  # fmt: skip


@dataclass(slots=True)
class Clues:
    """What the page's marks say. Empty where they say nothing."""

    headline: str = ""
    headline_from: str = ""  # 'JSON-LD', 'og:title', 'h1', 'title'
    deck: str = ""
    desk: str = ""
    byline: list[str] = field(default_factory=list)
    published: Moment | None = None
    updated: Moment | None = None
    pictures: list[FoundPicture] = field(default_factory=list)
    url: str = ""
    url_sure: float = 0.0
    paper: str = ""
    topics: list[str] = field(default_factory=list)
    article_body: str = ""
    kind: str = ""  # og:type or JSON-LD's type, small letters
    seen: datetime | None = None  # when the crawler was there

    @property
    def host(self) -> str:
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:
            return ""

    @property
    def is_list(self) -> bool:
        """Whether the address is a front's, a topic's or a search's rather than a story's."""
        try:
            parts = [
                part.casefold() for part in unquote(urlsplit(self.url).path).split("/") if part
            ]
        except ValueError:
            return False
        named = bool(parts) and parts[0] in {
            "category",
            "tag",
            "tags",
            "topic",
            "topics",
            "author",
            "search",
        }
        return named and not parts[-1].isdigit()

    @property
    def desk_in_address(self) -> str:
        try:
            parts = [part for part in unquote(urlsplit(self.url).path).split("/") if part]
        except ValueError:
            return ""
        for part in parts[:-1][:3]:
            if part.casefold() in DESK_SLUGS:
                return DESK_SLUGS[part.casefold()]
            if is_desk(part):
                return part
        return ""


def web_address(text: str) -> str:
    """The address if it is one of the web, else ''."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    bad = len(text) > 2000 or any(letter.isspace() or ord(letter) < 32 for letter in text)
    return text if parts.scheme in ("http", "https") and host and not bad else ""
