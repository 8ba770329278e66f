"""Synthetic lists: fixed by the seed, of the size asked for, made of the real words; on made-up names."""

from itertools import islice

from benchmarks.speed.growth import Grown, grow, table_of
from benchmarks.speed.measured import Latencies, Memory
from benchmarks.speed.queries import Asked

LISTED = [
    [Asked(f"Given{n} Middle{n} Family{n}", "Person"), Asked(f"Given{n} Family{n}", "Person")]
    for n in range(40)
] + [[Asked(f"Name{n} Company", "LegalEntity")] for n in range(20)]


def test_the_seed_alone_decides_the_list():
    assert list(grow(LISTED, 200, 1)) == list(grow(LISTED, 200, 1))
    assert list(grow(LISTED, 200, 1)) != list(grow(LISTED, 200, 2))


def test_a_list_has_as_many_names_as_were_asked_for():
    for size in (1, 2, 99, 500):
        assert sum(len(listing.names) for listing in grow(LISTED, size, 1)) == size


def test_a_shorter_list_is_the_beginning_of_a_longer_one():
    shorter, longer = list(grow(LISTED, 100, 1)), grow(LISTED, 1000, 1)
    assert shorter[:-1] == list(islice(longer, len(shorter) - 1))


def test_names_are_as_long_as_real_ones_of_their_kind_and_mostly_of_their_words():
    words = {word for listing in LISTED for name in listing for word in name.text.split()}
    made = list(grow(LISTED, 1000, 1))
    assert {listing.kind for listing in made} == {"Person", "LegalEntity"}
    assert {len(listing.names) for listing in made} == {1, 2}
    for listing in made:
        lengths = {2, 3} if listing.kind == "Person" else {2}
        assert {len(name.text.split()) for name in listing.names} <= lengths
    written = [word for listing in made for name in listing.names for word in name.text.split()]
    assert 0.8 < sum(word in words for word in written) / len(written) < 1


def test_the_table_has_a_row_for_each_size():
    one = Grown(
        names=1_000_000,
        listings=310_000,
        build_s=61.2,
        build_peak_mb=1500,
        size_mb=240,
        open_s=0.004,
        bulk_per_s=1234.5,
        single=Latencies(0.5, 1, 2.25),
        hits=0.1,
        memory=Memory(300, 310, None),
    )
    table = table_of([one, one])
    assert len(table.rows) == 2
    assert len(table.rows[0]) == len(table.headings)
    assert table.rows[0][:2] == ("1,000,000", "61.2")
    assert "–" in table.rows[0]
