"""How the process itself ends: 1 always means hits, and nothing else does."""

import os
import subprocess
import sys

import pytest


def run(*words: str, home, shell: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "OSTRAKON_HOME": str(home)}
    environment.pop("OSTRAKON_DATABASE_URL", None)
    command = [sys.executable, "-m", "ostrakon", *words]
    if shell is not None:
        return subprocess.run(
            ["bash", "-c", f'"$@" {shell}', "bash", *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_first_command_answers_offline_and_says_from_what(tmp_path):
    ended = run("screen", "Bachar el-Assad", home=tmp_path / "nothing-here")
    assert ended.returncode == 1
    first = ended.stdout.splitlines()[0]
    assert first.startswith("NOT CURRENT: answered from the snapshot")
    assert first.endswith("before you rely on an answer.")
    assert "us_ofac_sdn:12735" in ended.stdout
    assert not (tmp_path / "nothing-here").exists()


def test_the_embedded_lists_answer_nothing_about_days_before_them(tmp_path):
    ended = run("screen", "Bachar el-Assad", "--as-of", "2016-10-16", home=tmp_path)
    assert ended.returncode == 3
    assert ended.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ["screen", "A", "--threshold", "much"],
        ["nonsense"],
        ["screen", "--nonsense"],
        ["screen", "A", "--as-of", "20220601"],
        ["screen", "A", "--as-of", "2022-W22-3"],
        ["screen", "A", "--as-of", "2022-02-30"],
    ],
)
def test_wrong_use_ends_with_two(tmp_path, words):
    assert run(*words, home=tmp_path).returncode == 2


def test_a_fault_of_ours_ends_with_seventy():
    code = "import ostrakon.cli.commands as c; c.open_engine = None; c.main()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "screen", "A"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 70
    assert "no answer was given" in ended.stderr


def test_a_closed_pipe_is_no_hit(tmp_path):
    ended = run("screen", *(["Bashar Assad"] * 50), home=tmp_path, shell="| head -1; exit ${PIPESTATUS[0]}")
    assert ended.returncode in {1, 141}
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        ("EOFError('no data left')", 70, "no answer was given"),
        ("PermissionError(13, 'Permission denied', '/a/place')", 4, "ostrakon: /a/place: Permission denied"),
        ("BrokenPipeError(32, 'Broken pipe')", 4, "ostrakon: Broken pipe"),
    ],
)
def test_no_failure_ends_as_if_there_were_hits(fault, code, said):
    program = f"import ostrakon.cli.commands as c\ndef fail(): raise {fault}\nc.open_engine = fail\nc.main()"
    ended = subprocess.run(
        [sys.executable, "-c", program, "screen", "A"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == code
    assert said in ended.stderr


def test_a_home_that_is_a_file_is_named_and_no_fault_of_ours(tmp_path):
    (tmp_path / "home").write_text("in the way")
    (tmp_path / "a.xml").write_text("<CONSOLIDATED_LIST/>")
    ended = run("lists", "import", str(tmp_path / "a.xml"), home=tmp_path / "home")
    assert ended.returncode == 4
    assert "home: cannot be made: File exists" in ended.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["screen", b"\xff Assad", "--json"],
        ["screen", "--id", b"\xff"],
        ["lists", "import", "a.xml", "--force", b"\xff"],
    ],
)
def test_words_that_are_no_text_are_wrong_use(tmp_path, words):
    ended = run(*words, home=tmp_path)
    assert ended.returncode == 2
    assert "not text" in ended.stderr


def test_a_program_that_is_ended_takes_its_unpacked_files_along(tmp_path):
    program = (
        "import os, signal, tempfile, ostrakon.cli.commands as c\n"
        "def wait():\n"
        "    with tempfile.TemporaryDirectory(prefix='ostrakon-'):\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        signal.pause()\n"
        "c.open_engine = wait\nc.main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, "screen", "A"],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 143
    assert list(tmp_path.iterdir()) == []
