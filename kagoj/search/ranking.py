"""Which of the matches are the best, at a cost that does not grow with the archive.

The engine's BM25 first counts how many stories have each word of a question, to weigh rare words
more. In a large archive that count takes longer than all the rest, and it takes longest for the
words that say least. So words are counted, rarest first, as far as a search can afford; what is
commoner than that has next to no weight and is left out of the score, not out of the search.
"""

from __future__ import annotations

from kagoj.search.backends.sqlite.reader import Snapshot
from kagoj.search.query import Query, Wish

# Relevance is judged among so many of the newest matches. Every match of all but the commonest
# words is among them; a word of every tenth story is asked for the news of these days.
RANKED = 1_500
# Where words are left out of the score, more stories than the matches have the others: so many of
# them, at most, are looked at.
SCORED = 2_500
# How many stories the engine may count for one question: some 0.03 microseconds each.
COUNTABLE = 150_000
# Finding where two words stand side by side takes so many times as long as counting one.
PHRASE_COST = 4
# How common a word is, is asked for so many words of a question; it takes 0.1 milliseconds each.
WORDS_WEIGHED = 36

Match = tuple[int, float]  # place, score: lower is better


def best(index: Snapshot, query: Query, *, desk: str, since: int, until: int) -> list[Match]:
    """At most `RANKED` matches, the best first, of equals the newer."""
    scored = _affordable(query, index)
    if scored == query.wanted:
        matches = index.ranked(query, desk=desk, since=since, until=until, most=RANKED)
    else:
        matches = index.newest(query, desk=desk, since=since, until=until, most=RANKED)
        if matches and scored:
            rarest = Query(scored, enough=min(query.enough, len(scored)))
            oldest = min(place for place, _ in matches)
            scores = index.scores(rarest, desk=desk, oldest=oldest, most=SCORED)
            matches = [(place, scores.get(place, 0.0)) for place, _ in matches]
    return sorted(matches, key=best_first)


def best_first(match: Match) -> tuple[float, int]:
    """A key to sort by: lower scores are better, and higher places newer."""
    place, score = match
    return score, -place


def _affordable(query: Query, index: Snapshot) -> tuple[Wish, ...]:
    """What is wanted and a search can afford to score by: all of it, or the rarest.

    When it is not all, what is not wanted is left out of the score too, since the engine would
    count that as well.
    """
    wishes = query.wanted + query.unwanted
    stories = index.count()
    if stories * sum(_effort(way) for wish in wishes for way in wish.ways) <= COUNTABLE:
        return query.wanted
    words = list(dict.fromkeys(word for wish in wishes for way in wish.ways for word in way))
    weighed = words[:WORDS_WEIGHED]
    share = dict(zip(weighed, index.share(weighed), strict=True))

    def cost(wish: Wish) -> float:
        return stories * sum(
            _effort(way) * min(share.get(word, 1.0) for word in way) for way in wish.ways
        )

    if sum(map(cost, wishes)) <= COUNTABLE:
        return query.wanted
    left = float(COUNTABLE)
    chosen = []
    for wish in sorted(query.wanted, key=cost):
        left -= cost(wish)
        if left >= 0:
            chosen.append(wish)
    return tuple(chosen)


def _effort(way: tuple[str, ...]) -> int:
    return 1 if len(way) == 1 else PHRASE_COST
