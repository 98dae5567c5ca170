"""At which desk stories stand, for whoever has nothing but their numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .models import PublishedStory

_AT_ONCE = 500  # numbers in one question


def desks_of(numbers: Collection[int]) -> Mapping[int, int]:
    """The desk of each of these stories that readers can read now."""
    found: dict[int, int] = {}
    asked = sorted(numbers)
    for start in range(0, len(asked), _AT_ONCE):
        stories = PublishedStory.objects.filter(number__in=asked[start : start + _AT_ONCE])
        found.update(stories.values_list("number", "card__desk"))
    return {number: desk for number, desk in found.items() if isinstance(desk, int)}
