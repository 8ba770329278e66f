"""The index is derived: it may be deleted or damaged, and never outlives what it was made of. A pair
scores as if the second name stood on a list."""

import shutil
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from support.homes import NOW, home_with
from support.listings import company, person

from ostrakon import Query
from ostrakon.engine import Engine
from ostrakon.errors import UsageError
from ostrakon.model import PairScore
from ostrakon.settings import Settings

DAY = date(2016, 3, 25)
LISTED = [person("12735", "Bashar AL-ASSAD"), *(person(str(n), f"Filler{n} PERSON") for n in range(40))]
ASSAD = Query(name="Bachar el-Assad")


def reopened(home: Path) -> Engine:
    return Engine(Settings(home), now=lambda: NOW)


def hits(home: Path) -> list[str]:
    return [hit.party for hit in reopened(home).screen(ASSAD).hits]


def index_files(home: Path) -> list[Path]:
    return sorted(path for path in (home / "index").rglob("*") if path.is_file())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home_with(tmp_path / "home", {"us_ofac_sdn": {DAY: LISTED}})
    assert hits(tmp_path / "home") == ["us_ofac_sdn:12735"]
    return tmp_path / "home"


def test_a_deleted_index_is_built_again(home: Path) -> None:
    shutil.rmtree(home / "index")
    assert hits(home) == ["us_ofac_sdn:12735"]


def test_an_index_that_lost_its_file_is_built_again(home: Path) -> None:
    (file,) = index_files(home)
    file.unlink()
    assert hits(home) == ["us_ofac_sdn:12735"]


@pytest.mark.parametrize("kept", [0, 8, 1000])
def test_an_index_that_was_cut_off_is_built_again(home: Path, kept: int) -> None:
    (file,) = index_files(home)
    file.write_bytes(file.read_bytes()[:kept])
    assert hits(home) == ["us_ofac_sdn:12735"]


def test_an_index_of_another_database_is_not_taken_for_this_one(home: Path) -> None:
    # The same day and the same main file, but not the same parts, or not the same reader.
    (home / "ostrakon.db").unlink()
    home_with(home, {"us_ofac_sdn": {DAY: [person("12735", "Somebody ELSE"), *LISTED[2:]]}})
    assert hits(home) == []


def ask(home: Path) -> None:
    assert hits(home) == ["us_ofac_sdn:12735"]


def test_several_who_build_the_same_index_at_once_all_answer(home: Path) -> None:
    shutil.rmtree(home / "index")
    processes = [get_context("fork").Process(target=ask, args=(home,)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4
    assert len({file.parent for file in index_files(home)}) == 1


# ---- one pair --------------------------------------------------------------------------------------

PUBLIC = [
    person("1", "Bashar AL-ASSAD", born=date(1965, 9, 11), country="sy", passport="D1903"),
    company("2", "Saratov Machine Plant 12"),
    *(person(str(n), f"Filler{n} PERSON") for n in range(100, 400)),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return home_with(tmp_path_factory.mktemp("pairs"), {"us_ofac_sdn": {DAY: PUBLIC}})


def scored(engine: Engine, one: str, other: str, **fields: object) -> PairScore:
    """`fields` begin with `one_` or `other_`, for the query they belong to."""
    asked = {name.removeprefix("one_"): value for name, value in fields.items() if name.startswith("one_")}
    listed = {name.removeprefix("other_"): v for name, v in fields.items() if name.startswith("other_")}
    return engine.score(Query(name=one, **asked), Query(name=other, **listed))


@pytest.mark.parametrize(
    "query",
    [
        Query(name="Bachar el-Assad"),
        Query(name="بشار الأسد", kind="Person"),
        Query(name="Bashar al-Assad", birth_date="1965"),
        Query(name="Bashar al-Assad", birth_date="1990-01-01", countries=("br",)),
        Query(name="Somebody Else", identifiers=("D1903",)),
    ],
)
def test_a_pair_scores_as_if_the_second_were_listed(engine: Engine, query: Query) -> None:
    listed = Query(
        name="Bashar AL-ASSAD",
        kind="Person",
        birth_date="1965-09-11",
        countries=("sy",),
        identifiers=("D1903",),
    )
    (hit,) = engine.screen(query, threshold=0.1, limit=1).hits
    pair = engine.score(query, listed)
    # Listed words keep their rarity in single precision, and a name's score is rounded before evidence.
    assert pair.score == pytest.approx(hit.score, abs=0.0002)
    assert [reason.feature for reason in pair.reasons] == [reason.feature for reason in hit.reasons]


def test_a_name_scores_best_with_itself(engine: Engine) -> None:
    same = scored(engine, "Bashar al-Assad", "Bashar al-Assad").score
    for other in ("Bachar el-Assad", "Bashar Hafez al-Assad", "Maher al-Assad", "Assad", "Jane Roe"):
        assert scored(engine, "Bashar al-Assad", other).score < same <= 1.0


def test_names_without_a_word_in_common_score_nothing(engine: Engine) -> None:
    assert scored(engine, "Jane Roe", "Wolfgang Schmidt").score == 0.0


def test_two_kinds_are_two_parties(engine: Engine) -> None:
    pair = scored(engine, "Grace", "Grace", one_kind="Person", other_kind="Vessel")
    assert pair.score == 0.0
    assert [reason.feature for reason in pair.reasons] == ["kind"]


def test_a_number_or_a_legal_form_makes_a_company_of_a_name(engine: Engine) -> None:
    assert scored(engine, "Plant 12", "Plant 13").score <= 0.5
    as_company = scored(engine, "Saratov Romashka Ltd", "Saratov Romashka")
    as_person = scored(
        engine, "Saratov Romashka Ltd", "Saratov Romashka", one_kind="Person", other_kind="Person"
    )
    assert as_company.score > as_person.score


def test_an_identifier_of_both_decides(engine: Engine) -> None:
    pair = scored(
        engine, "Jane Roe", "Wolfgang Schmidt", one_identifiers=("D-19031",), other_identifiers=("d19031",)
    )
    assert pair.score >= 0.95
    other = scored(
        engine, "Jane Roe", "Wolfgang Schmidt", one_identifiers=("D19032",), other_identifiers=("D19031",)
    )
    assert other.score == 0.0


def test_birth_dates_and_countries_speak_for_and_against(engine: Engine) -> None:
    def score(**fields: object) -> float:
        return scored(engine, "Bachar el-Assad", "Bashar al-Assad", **fields).score

    plain = score()
    born = {day: score(one_birth_date=day, other_birth_date="1965-09-11") for day in ("1965-09-11", "1990")}
    assert born["1990"] < plain < born["1965-09-11"]
    assert score(one_countries=("br",), other_countries=("sy",)) < plain
    assert score(one_countries=("sy",), other_countries=("sy",)) > plain
    assert score(one_countries=("sy",)) == plain  # the other side does not say


@pytest.mark.parametrize("wrong", [Query(name="!!!"), Query(name="A", kind="Ship"), Query(name="A \ud800")])
def test_a_pair_that_cannot_be_understood_is_refused(engine: Engine, wrong: Query) -> None:
    for pair in ((wrong, ASSAD), (ASSAD, wrong)):
        with pytest.raises(UsageError):
            engine.score(*pair)
