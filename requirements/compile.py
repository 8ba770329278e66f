"""pyproject.toml → requirements/*.txt: every version pinned, every file's hash checked at install.

Run with Python 3.11 (the lowest supported), from the root: `python requirements/compile.py [--upgrade]`.
Without --upgrade the pins that still fit are kept. All files are cut from one resolution, so that
each version is the same in every one of them.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parent
# editables: hatchling's editable install. wheel: PyICU is built from source.
BUILD = ["editables", "wheel"]
# All that a developer works with; the quality benchmark's packages come beside it, at the same versions.
EVERYTHING, QUALITY, SPARK = "check.txt", "quality.txt", "spark.txt"
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",  # setuptools is a build requirement like any other
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    # Where the files come from is the business of the machine that installs.
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
]


def wanted() -> dict[str, list[str]]:
    """The direct requirements of each file, as pyproject.toml states them."""
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text("utf-8"))
    core = project["project"]["dependencies"]
    extras = project["project"]["optional-dependencies"]
    groups = project["dependency-groups"]
    # Spark is tested apart: with Java it weighs more than all the rest.
    optional = [each for name, extra in extras.items() if name != "spark" for each in extra]
    test = [*core, *optional, *groups["test"]]
    return {
        "build.txt": [*project["build-system"]["requires"], *BUILD],
        "run.txt": core,
        "docs.txt": [*core, *groups["docs"]],
        "test.txt": test,
        QUALITY: [*core, *extras["charts"], *extras["parquet"], *extras["reports"], *groups["quality"]],
        SPARK: [*test, *extras["spark"], *groups["spark"]],
        EVERYTHING: [*test, *groups["check"], *groups["docs"]],
    }


def compile_pins(requirements: list[str], output: Path, *options: str) -> None:
    """Resolve `requirements` into `output`; what `output` already pins is kept where it fits."""
    command = [sys.executable, "-m", "piptools", "compile", "-", "--output-file", str(output), *OPTIONS]
    subprocess.run([*command, *options], input="\n".join(requirements), text=True, check=True)  # noqa: S603


def main() -> None:
    """One resolution of everything first, then each file as a part of it."""
    files = wanted()
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        pinned_before = [
            FOLDER / name for name in ("build.txt", EVERYTHING, QUALITY, SPARK) if (FOLDER / name).exists()
        ]
        pins.write_text("".join(file.read_text("utf-8") for file in pinned_before), "utf-8")
        everything = [each for name in ("build.txt", EVERYTHING, QUALITY, SPARK) for each in files[name]]
        compile_pins(everything, pins, *sys.argv[1:])
        for name, requirements in files.items():
            output = FOLDER / name
            output.write_text(pins.read_text("utf-8"), "utf-8")
            compile_pins(requirements, output)


if __name__ == "__main__":
    main()
