"""A reporter's new story begins with the reporter's own name above it."""

from __future__ import annotations

from typing import Any

from kagoj.news.models import ArticleByline, ArticlePage, Author


def sign(story: ArticlePage, person: Any) -> None:
    """Put the person's byline above a story nobody has saved yet, when the paper knows it."""
    if story.pk is None and (author := author_of(person)):
        story.bylines = [ArticleByline(author=author, sort_order=0)]


def author_of(person: Any) -> Author | None:
    """The author who is this user: the same e-mail, or the same name."""
    people = Author.objects.filter(kind=Author.Kind.PERSON)
    if person.email and (found := people.filter(email__iexact=person.email).first()):
        return found
    name = person.get_full_name().strip()
    return people.filter(name=name).first() if name else None
