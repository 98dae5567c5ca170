"""Pages in memory: bounded, and forgotten when they or their parts change."""

from kagoj.delivery.memory import OVERHEAD, Kept, Memory


def kept(key, size=1000, needs=(), wire=None):
    return Kept(
        key=key,
        path=key,
        wire=key if wire is None else wire,
        status=200,
        location="",
        body=b"a" * size,
        content_type="text/html",
        headers=[],
        changed=1.0,
        needs=frozenset({key, *needs}),
    )


def test_a_page_is_found_until_it_or_a_part_changes():
    memory = Memory(10**6)
    memory.keep(kept("/a/", needs=["/parts/x.html"]), 1)
    memory.keep(kept("/b/", needs=["/parts/x.html", "/parts/y.html"]), 1)
    memory.keep(kept("/c/"), 1)
    memory.seen(2, {"/parts/y.html"})
    assert memory.find("/a/")
    assert memory.find("/c/")
    assert memory.find("/b/") is None
    memory.seen(3, {"/parts/x.html", "/never/seen/"})
    assert memory.find("/a/") is None
    memory.seen(4, {"/c/"})
    assert len(memory) == 0
    assert memory.size == 0


def test_a_page_composed_before_a_change_that_was_seen_is_not_kept():
    memory = Memory(10**6)
    memory.seen(5, set())
    memory.keep(kept("/a/"), 4)
    assert memory.get("/a/") is None
    memory.keep(kept("/a/"), 6)
    assert memory.get("/a/")


def test_memory_stays_within_its_bytes_and_keeps_what_is_asked_for():
    memory = Memory(10 * (1000 + OVERHEAD))
    for number in range(10):
        memory.keep(kept(f"/{number}/"), 1)
        memory.get(f"/{number}/").asked = False
    memory.get("/0/").asked = True
    for number in range(10, 15):
        memory.keep(kept(f"/{number}/"), 1)
        assert memory.size <= 10 * (1000 + OVERHEAD)
    assert memory.find("/0/")
    assert memory.find("/1/") is None
    assert memory.find("/14/")


def test_encodings_count_and_are_made_once():
    memory = Memory(10**6)
    page = kept("/a/", size=5000)
    memory.keep(page, 1)
    before = memory.size
    first = memory.prepare(page, "gzip")
    assert memory.prepare(page, "gzip") is first
    assert memory.size == before + len(first.full.body)
    memory.seen(2, {"/a/"})
    memory.prepare(page, "br")  # by a request that was under way
    assert memory.size == 0


def test_a_page_larger_than_the_memory_is_not_held():
    memory = Memory(100)
    memory.keep(kept("/a/"), 1)
    assert len(memory) == 0
    assert memory.size == 0


def test_a_page_put_anew_takes_the_place_of_the_old():
    memory = Memory(10**6)
    memory.keep(kept("/n/1", wire="/old/"), 1)
    memory.keep(kept("/n/1", wire="/new/"), 2)
    assert memory.find("/old/") is None
    assert memory.find("/new/")
    memory.forget(9)
    assert memory.find("/new/") is None
    assert memory.version == 9
    assert memory.size == 0
