"""The things a newspaper is made of, one file each."""

from .advertisement import Advertisement
from .article import ArticleByline, ArticleNumber, ArticlePage
from .as_typed import AsTyped
from .author import Author
from .breaking import Breaking
from .desk import DeskPage
from .home import HomePage, RundownItem
from .imprint import Imprint, Weather
from .lists import Folio, ListEntry, PublishedStory
from .picture import Picture, PictureRendition
from .topic import Topic

__all__ = [
    "Advertisement",
    "ArticleByline",
    "ArticleNumber",
    "ArticlePage",
    "AsTyped",
    "Author",
    "Breaking",
    "DeskPage",
    "Folio",
    "HomePage",
    "Imprint",
    "ListEntry",
    "Picture",
    "PictureRendition",
    "PublishedStory",
    "RundownItem",
    "Topic",
    "Weather",
]
