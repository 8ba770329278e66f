"""The documents are complete and true where that can be told: commands, settings, fields, numbers, links."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from typer.main import get_command

from ostrakon import errors
from ostrakon.cases import Erasure, JournalEntry, Personal
from ostrakon.cases.certificates import Certificate
from ostrakon.cases.export import COLUMNS
from ostrakon.cases.records import Document
from ostrakon.cli.commands import app
from ostrakon.engine import DEFAULT_THRESHOLD
from ostrakon.lists.issuers import SOURCES
from ostrakon.lists.status import DatasetStatus
from ostrakon.lists.wire import status_document
from ostrakon.matching.scoring import weights
from ostrakon.matching.scoring.weights import WEIGHTS, Weights
from ostrakon.model import (
    Captured,
    Checked,
    CustodyEntry,
    Derived,
    Exported,
    Hit,
    HttpAnswer,
    ListingMatch,
    Mention,
    NotChecked,
    Proof,
    Query,
    Reason,
    ReducedText,
    Segment,
    SegmentKind,
)
from ostrakon.screening import TEXT_THRESHOLD
from ostrakon.screening.batch import HIT_COLUMNS, QUERY_COLUMNS
from tools.weights_page import with_tables

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "changelog.d/*.md", "examples/*.md")
    for path in ROOT.glob(pattern)
)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_OUTSIDE = ("http://", "https://", "mailto:", "#")


def reference(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


def section(text: str, heading: str) -> str:
    """What stands under `heading`, down to the next one of its level or above; "" without it."""
    level = heading.split(maxsplit=1)[0]
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", text, re.M | re.S)
    return found[1] if found else ""


def commands(command: Any, words: str = "ostrakon") -> Iterator[tuple[str, Any]]:
    yield words, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{words} {name}")


COMMANDS = dict(commands(get_command(app)))


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_and_option_is_in_the_reference(words: str) -> None:
    described = section(reference("command-line.md"), f"## {words}")
    assert described, f"docs/reference/command-line.md has no heading '## {words}'"
    options = [max(p.opts, key=len) for p in COMMANDS[words].params if p.param_type_name == "option"]
    missing = [option for option in options if not re.search(rf"^\| `{option}[` ]", described, re.M)]
    assert not missing, f"{words}: no row for {missing} in docs/reference/command-line.md"


def test_no_option_is_in_the_reference_that_the_command_does_not_have() -> None:
    for words, command in COMMANDS.items():
        options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        described = section(reference("command-line.md"), f"## {words}")
        named = set(re.findall(r"^\| `(--[a-z-]+)", described, re.M))
        assert named <= options, words


def test_every_setting_is_in_the_reference() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r"\bOSTRAKON_[A-Z_]+\b", source))
    assert settings
    missing = [setting for setting in settings if f"| `{setting}` |" not in reference("settings.md")]
    assert not missing


def test_every_exit_code_is_in_the_reference() -> None:
    raised = [getattr(errors, name).exit_code for name in errors.__all__]
    for code in sorted({0, 1, *raised}):
        assert f"| {code} |" in reference("exit-codes.md")


@pytest.mark.parametrize("dataset", SOURCES)
def test_every_dataset_and_its_addresses_are_in_the_reference(dataset: str) -> None:
    text = reference("lists.md")
    assert f"| `{dataset}` |" in text
    described = section(text, f"## {dataset}")
    missing = [download.url for download in SOURCES[dataset].downloads if download.url not in described]
    assert not missing


def test_the_json_examples_have_exactly_the_fields_of_the_values() -> None:
    answers, mention, status = (
        json.loads(block) for block in re.findall(r"```json\n(.*?)```", reference("json.md"), re.S)
    )
    (answer,) = answers["answers"]
    hit, proof = answer["hits"][0], answers["proof"]
    examples: list[tuple[dict[str, Any], type[msgspec.Struct]]] = [
        (answer["query"], Query),
        (hit, Hit),
        (hit["listings"][0], ListingMatch),
        (hit["reasons"][0], Reason),
        (proof, Proof),
        (proof["checked"][0], Checked),
        (proof["not_checked"][0], NotChecked),
        (mention, Mention),
    ]
    for example, value in examples:
        assert list(example) == list(value.__struct_fields__), value.__name__
    never_imported = DatasetStatus("un_sc_sanctions", "", None, None, None, None, None)
    (shown,) = status_document([never_imported])["datasets"]
    assert list(status) == list(shown)


def test_every_json_field_is_explained() -> None:
    text = reference("json.md")
    fields = {
        field
        for block in re.findall(r"```json\n(.*?)```", text, re.S)
        for field in re.findall(r'"(\w+)":', block)
    }
    prose = re.sub(r"```.*?```", "", text, flags=re.S)
    kinds = {"Person", "LegalEntity", "Vessel", "Airplane"}
    missing = sorted(field for field in fields - kinds if f"`{field}`" not in prose)
    assert not missing


def test_every_field_of_the_record_is_in_the_reference() -> None:
    text = reference("screening-record.md")
    values = (JournalEntry, Erasure, Personal, Document, Certificate)
    fields = {field for value in values for field in value.__struct_fields__} | {"kind"}
    missing = sorted(field for field in {*fields, *COLUMNS} if f"`{field}`" not in text)
    assert not missing


def test_every_field_of_evidence_is_in_the_reference() -> None:
    text = reference("json-evidence.md")
    values = (CustodyEntry, Captured, Derived, Exported, HttpAnswer, ReducedText, Segment)
    missing = sorted(
        field for value in values for field in value.__struct_fields__ if f"`{field}`" not in text
    )
    assert not missing
    assert not [kind for kind in get_args(SegmentKind) if f"`{kind}`" not in text]


def test_the_columns_of_customer_files_are_explained() -> None:
    guide = (ROOT / "docs/guides/screen-a-file.md").read_text("utf-8")
    for column, headings in QUERY_COLUMNS.items():
        row = re.search(rf"^\| {column} \|.*$", guide, re.M)
        assert row, column
        assert all(f"`{heading}`" in row[0] for heading in headings)
    assert ",".join(HIT_COLUMNS) in guide


def test_every_number_of_the_score_is_in_the_reference() -> None:
    numbers = {field: getattr(WEIGHTS, field) for field in Weights.__struct_fields__}
    numbers |= {name: getattr(weights, name) for name in weights.__all__ if name.isupper()}
    del numbers["WEIGHTS"]
    text = reference("weights.md")
    missing = [row for name, value in numbers.items() if (row := f"| `{name}` | {value} |") not in text]
    assert not missing, "run `python -m tools.weights_page`"


def test_the_tables_of_weights_are_those_of_the_code() -> None:
    page = reference("weights.md")
    assert with_tables(page) == page, "run `python -m tools.weights_page`"


def test_the_thresholds_are_in_the_reference() -> None:
    assert f"| names and files | {DEFAULT_THRESHOLD} |" in reference("weights.md")
    assert f"| documents | {TEXT_THRESHOLD} |" in reference("weights.md")


def test_every_file_of_words_is_in_the_concept() -> None:
    described = (ROOT / "docs/concepts/names.md").read_text("utf-8")
    files = sorted(path.name for path in (ROOT / "src/ostrakon/names/data").iterdir())
    assert files
    assert not [file for file in files if f"| `{file}` |" not in described]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_links_only_to_files_that_are_there(document: Path) -> None:
    text = document.read_text("utf-8")
    for link in _LINK.findall(text):
        if link.startswith(_OUTSIDE):
            continue
        target = (document.parent / link.partition("#")[0]).resolve()
        assert target.is_relative_to(ROOT), f"{link} leads out of the repository"
        assert target.exists(), link
    assert "../" + "shared" not in text


@pytest.mark.parametrize(("name", "most"), [("README.md", 149), ("CONTRIBUTING.md", 59), ("AGENTS.md", 59)])
def test_the_first_documents_stay_short(name: str, most: int) -> None:
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= most


def test_no_tracked_file_names_a_package_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    registry = re.compile(
        rb"--(?:extra-)?index-url|\bpypi\.org|pythonhosted\.org|\bnpmjs\.|proxy\.golang\.org|/simple/?[\s\"']"
    )
    found = {
        name.decode()
        for name in listed.split(b"\0")
        if name and (path := ROOT / name.decode()).is_file() and registry.search(path.read_bytes())
    }
    assert not found - {"tests/test_docs.py"}
