"""Many queries at once are answered as each alone, in order, and an error comes in its place."""

import threading
from datetime import date
from itertools import islice, repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon import Query
from ostrakon.errors import UsageError
from ostrakon.screening.many import screen_many

PART = 256  # queries that go through the kernel together

NAMES = [
    "Bashar al-Assad", "Bachar el-Assad", "بشار الأسد", "Башар Асад", "Assad", "Rami Makhlouf", "Ali Mamluk",
    "ISIS", "Islamic State", "Islamic State Ltd", "Kim Jong Un", "김정은", "Omar Said", "Next",
    "Moscow Center", "Filler001 Person1", "Filler 001 Person", "Nobody Inparticular", "Jane Roe", "Horizon 7",
    "x", "A B", "0", "word " * 300, "a" * 10_000,
]  # fmt: skip

queries = st.builds(
    Query,
    name=st.sampled_from(NAMES) | st.text("abdhilmnrsu lAB0", min_size=1, max_size=20).map("q{}".format),
    kind=st.sampled_from([None, None, "Person", "Company", "Vessel", "Thing"]),
    birth_date=st.sampled_from([None, None, "1965-09-11", "1965-11-09", "1965", "1990-01-01"]),
    countries=st.sampled_from([(), (), ("sy",), ("br", "us")]),
    identifiers=st.sampled_from([(), (), ("D1903",), ("X123456", "D-1903")]),
)


@pytest.fixture(scope="module")
def screening(engine):
    return screening_of(engine)


def screening_of(engine, **options):
    asked = {"threshold": 0.3, "limit": 10, "as_of": None, "in_force_on": None, "datasets": ()}
    return engine.screening(**asked | options)


def alone(query, screening):
    (answer,) = screen_many([query], screening)
    return answer


@settings(max_examples=60, deadline=None)
@given(st.lists(queries, max_size=12))
def test_together_is_as_alone(screening, asked):
    assert list(screen_many(asked, screening)) == [alone(query, screening) for query in asked]


@settings(max_examples=8, deadline=None)
@given(st.lists(queries, min_size=1, max_size=12), st.sampled_from([PART, PART + 1, 3 * PART]), st.randoms())
def test_in_several_parts_is_as_alone(screening, asked, count, random):
    picked = random.choices(range(len(asked)), k=count)
    expected = [alone(query, screening) for query in asked]
    assert list(screen_many((asked[n] for n in picked), screening)) == [expected[n] for n in picked]


@pytest.mark.parametrize(
    "options",
    [{"limit": 1}, {"threshold": 0.0, "limit": 200}, {"in_force_on": date(2016, 12, 22)}, {"threshold": 1.0}],
)
def test_together_is_as_alone_at_the_limits(engine, options):
    screening = screening_of(engine, **options)
    asked = [Query(name=name, birth_date=born) for name in NAMES for born in (None, "1965")]
    assert list(screen_many(asked, screening)) == [alone(query, screening) for query in asked]


@pytest.mark.parametrize("count", [0, 1, 2, PART - 1, PART, PART + 1, 2 * PART, 1000])
def test_any_number_of_queries_gets_as_many_answers_in_order(screening, count):
    asked = [Query(name=f"{NAMES[n % 20]} {n}") for n in range(count)]
    assert [answer.query for answer in screen_many(asked, screening)] == asked


@pytest.mark.parametrize("place", [0, 1, 100, PART - 1, PART, PART + 1, 700, 999])
def test_a_query_that_cannot_be_understood_raises_after_the_answers_before_it(screening, place):
    asked = [Query(name=f"Nobody {n}") for n in range(1000)]
    asked[place] = Query(name="!!!")
    answers = screen_many(asked, screening)
    got = list(islice(answers, place))
    assert [answer.query for answer in got] == asked[:place]
    with pytest.raises(UsageError, match="!!!"):
        next(answers)
    assert list(answers) == []


def test_of_two_that_cannot_be_understood_the_first_is_named(screening):
    asked = [Query(name="A B"), Query(name="???"), Query(name="A", kind="Ship")]
    answers = screen_many(asked, screening)
    assert next(answers).query == asked[0]
    with pytest.raises(UsageError, match=r"\?\?\?"):
        next(answers)


@pytest.mark.parametrize("count", [0, 3, PART, PART + 44])
def test_a_source_that_fails_does_so_in_its_place(screening, count):
    def source():
        for n in range(count):
            yield Query(name=f"Nobody {n}")
        raise OSError("the file is gone")

    answers = screen_many(source(), screening)
    assert len(list(islice(answers, count))) == count
    with pytest.raises(OSError, match="the file is gone"):
        next(answers)


@pytest.mark.parametrize("taken", [0, 1, PART, 600])
def test_whoever_stops_early_waits_for_nobody(screening, taken):
    answers = screen_many(repeat(Query(name="Bashar al-Assad"), 20_000), screening)
    assert len(list(islice(answers, taken))) == taken
    closing = threading.Thread(target=answers.close)
    closing.start()
    closing.join(timeout=30)
    assert not closing.is_alive()


def test_an_endless_source_is_answered_as_it_comes(screening):
    asked = 0

    def endless():
        nonlocal asked
        while True:
            asked += 1
            yield Query(name="Nobody")

    answers = screen_many(endless(), screening)
    for _ in range(1000):
        next(answers)
    answers.close()
    assert asked < 1000 + 100 * PART  # read ahead by what there are cores for, not without end


def test_threads_that_share_an_engine_get_the_answers_of_one(engine):
    asked = [Query(name=name, birth_date=born) for name in NAMES for born in (None, "1965")] * 4
    expected = list(engine.screen_many(asked))
    got = {}

    def ask(number):
        got[number] = list(engine.screen_many(asked))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answers == expected for answers in got.values())
    assert len(got) == 4
