"""A home as one file, and back."""

import io
import stat
import tarfile
import threading
from datetime import date
from pathlib import Path

import pytest
from support.engines import engine_over, imported, un_list
from support.homes import NOW

from ostrakon.engine import Engine
from ostrakon.errors import UsageError
from ostrakon.evidence.backups import BackupError, back_up, restore
from ostrakon.model import Query
from ostrakon.settings import Settings

FIRST = date(2025, 3, 2)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = engine_over(tmp_path / "home")
    imported(engine, {"un.xml": un_list(700)}, tmp_path / "files", captured_at=FIRST)
    answers = list(engine.screen_many([Query(name="Orik Vantu")]))
    engine.record(answers, who="Ann", channel="screen")
    engine.certificate(1)
    return engine


def test_a_restored_home_answers_and_verifies_as_before(engine: Engine, tmp_path: Path) -> None:
    written = engine.back_up(tmp_path / "backup.tar")
    assert written.database
    again = Engine(Settings(tmp_path / "again"), now=lambda: NOW)
    assert again.restore(tmp_path / "backup.tar") == written
    assert not list(again.verify())
    assert again.store.versions("un_sc_sanctions") == engine.store.versions("un_sc_sanctions")
    query = Query(name="THE SAME")
    assert again.screen(query, as_of=FIRST).hits == engine.screen(query, as_of=FIRST).hits
    assert again.certificate(1)[:100] == engine.certificate(1)[:100]
    assert (tmp_path / "again" / "index").exists()  # built again, not carried along


def test_a_backup_may_be_made_while_others_import(engine: Engine, tmp_path: Path) -> None:
    over = threading.Event()

    def work() -> None:
        number = 0
        while not over.is_set():
            number += 1
            day = date.fromordinal(FIRST.toordinal() + number)
            imported(engine, {"un.xml": un_list(700, f"NUMBER {number}")}, tmp_path / "more", captured_at=day)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for number in range(3):
            engine.back_up(tmp_path / f"{number}.tar")
    finally:
        over.set()
        thread.join()
    for number in range(3):
        again = Engine(Settings(tmp_path / f"again{number}"), now=lambda: NOW)
        again.restore(tmp_path / f"{number}.tar")
        assert not list(again.verify())


def test_only_its_owner_may_read_it(engine: Engine, tmp_path: Path) -> None:
    engine.back_up(tmp_path / "backup.tar")
    assert stat.S_IMODE((tmp_path / "backup.tar").stat().st_mode) == 0o600
    restore(tmp_path / "backup.tar", tmp_path / "again")
    kept = [tmp_path / "home" / "ostrakon.db", *(tmp_path / "home" / "keys").rglob("*")]
    for before in kept:
        after = tmp_path / "again" / before.relative_to(tmp_path / "home")
        assert before.is_dir() or stat.S_IMODE(after.stat().st_mode) == stat.S_IMODE(before.stat().st_mode)


def test_nothing_is_written_over(engine: Engine, tmp_path: Path) -> None:
    engine.back_up(tmp_path / "backup.tar")
    with pytest.raises(UsageError, match="is there already"):
        engine.back_up(tmp_path / "backup.tar")
    with pytest.raises(UsageError, match="holds something"):
        engine.restore(tmp_path / "backup.tar")


def test_a_backup_does_not_lie_in_the_home_that_it_is_of(engine: Engine, tmp_path: Path) -> None:
    file = engine.settings.home / "backup.tar"
    with pytest.raises(UsageError, match="lies in the home itself"):
        engine.back_up(file)
    assert not file.exists()


def test_an_empty_home_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to back up"):
        back_up(tmp_path / "nowhere", tmp_path / "backup.tar")


@pytest.mark.parametrize("part", range(8))
def test_a_changed_byte_or_a_missing_end_makes_no_home(engine: Engine, tmp_path: Path, part: int) -> None:
    engine.back_up(tmp_path / "backup.tar")
    whole = (tmp_path / "backup.tar").read_bytes()
    place = len(whole) * part // 8 + 700
    changed = bytearray(whole)
    changed[place % len(changed)] ^= 1
    for name, content in (("changed.tar", bytes(changed)), ("cut.tar", whole[:place])):
        if content == whole:
            continue
        (tmp_path / name).write_bytes(content)
        try:
            restore(tmp_path / name, tmp_path / "again")
        except BackupError:
            assert not (tmp_path / "again").exists()
        else:  # a byte between the files, which says nothing
            assert not list(Engine(Settings(tmp_path / "again"), now=lambda: NOW).verify())
            (tmp_path / "again").rename(tmp_path / f"restored-{name}")


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a/../../outside", "a\\b"])
def test_a_backup_cannot_write_outside_the_home(tmp_path: Path, name: str) -> None:
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        member = tarfile.TarInfo(name)
        member.size = 4
        archive.addfile(member, io.BytesIO(b"evil"))
    with pytest.raises(BackupError, match="leads out"):
        restore(tmp_path / "evil.tar", tmp_path / "again")
    assert not (tmp_path / "outside").exists()
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_a_backup_holds_plain_files_alone(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        member = tarfile.TarInfo("captures")
        member.type, member.linkname = kind, "/etc"
        archive.addfile(member)
    with pytest.raises(BackupError, match="no plain file"):
        restore(tmp_path / "evil.tar", tmp_path / "again")


def test_what_is_no_backup_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.tar").write_text("no backup at all" * 1000)
    (tmp_path / "empty.tar").write_bytes(b"")
    for name in ("text.tar", "empty.tar", "nothing.tar"):
        with pytest.raises(BackupError):
            restore(tmp_path / name, tmp_path / "again")
