"""How well listings are joined to parties, with the issuers' cross-references and without.

python -m benchmarks.quality.parties                    the pairs that are reported, beside the baseline
python -m benchmarks.quality.parties --half tune        the pairs for tuning
python -m benchmarks.quality.parties --worst FILE       the wrong ones; holds ids alone
python -m benchmarks.quality.parties --write-baseline   keep the figures
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from benchmarks.quality.listings import LISTS, NEWEST, read
from benchmarks.quality.parties.labels import LabelledPair, read_labels
from ostrakon.matching.index import Index, build
from ostrakon.matching.resolution import HeldListing, Resolution, Roll, resolve

BASELINE = Path(__file__).with_name("baseline.json")
# OFSI's list is closed, but half of the printed numbers lead to it.
ALL_LISTS = (*NEWEST, "gb_hmt_sanctions/2025-04-14/ConList.xlsx")
_ALWAYS = ((1, 2**62),)  # in the one version of its list


class Figures(Struct, frozen=True):
    """Of pairs that are one party, `found` of `same` were joined; of pairs that are two, `wrong` of
    `different`. `seconds` is the time of the resolution alone."""

    pairs: int
    hard: int
    same: int
    found: int
    different: int
    wrong: int
    precision: float
    recall: float
    undecided: int
    parties: int
    seconds: float


def main() -> None:
    """Resolve the newest lists twice, count, print, and write what was asked for."""
    wish = _arguments()
    labels = read_labels(wish.half)
    with tempfile.TemporaryDirectory() as folder:
        rolls = _rolls(Path(folder))
        measured = {}
        for name, use in (("with cross-references", True), ("without cross-references", False)):
            begun = time.perf_counter()
            resolution = resolve(rolls, cross_references=use)
            measured[name] = figures_of(labels, resolution, time.perf_counter() - begun)
            _print(name, measured[name], labels, resolution)
            if wish.worst:
                _write_wrong(wish.worst, name, labels, resolution)
    if wish.write_baseline:
        BASELINE.write_bytes(msgspec.json.format(msgspec.json.encode(measured), indent=2) + b"\n")
    elif wish.half == "test" and BASELINE.exists():
        before = msgspec.json.decode(BASELINE.read_bytes(), type=dict[str, Figures])
        for name, kept in before.items():
            print(f"baseline {name}: precision {kept.precision:.4f}, recall {kept.recall:.4f}")


def figures_of(labels: Sequence[LabelledPair], resolution: Resolution, seconds: float) -> Figures:
    """Raises UsageError for a label of a listing that is not on the lists."""
    joined = {pair: _joined(resolution, pair) for pair in labels}
    found = sum(joined[pair] for pair in labels if pair.same)
    wrong = sum(joined[pair] for pair in labels if not pair.same)
    same = sum(pair.same for pair in labels)
    return Figures(
        pairs=len(labels),
        hard=sum(pair.hard for pair in labels),
        same=same,
        found=found,
        different=len(labels) - same,
        wrong=wrong,
        precision=round(found / (found + wrong), 4) if found + wrong else 1.0,
        recall=round(found / same, 4) if same else 1.0,
        undecided=len(resolution.undecided),
        parties=len(resolution.parties),
        seconds=round(seconds, 1),
    )


def _joined(resolution: Resolution, pair: LabelledPair) -> bool:
    return resolution.party_of(pair.one) is resolution.party_of(pair.other)


def _rolls(folder: Path) -> list[Roll]:
    missing = [name for name in ALL_LISTS if not (LISTS / name).exists()]
    if missing:
        raise SystemExit(f"the measure needs the real lists; not found: {LISTS / missing[0]}")
    rolls = []
    for name in ALL_LISTS:
        listings = read(LISTS / name)
        place = folder / name.split("/", maxsplit=1)[0]
        build(listings, place)
        rolls.append(Roll(Index(place), tuple(HeldListing(one, _ALWAYS) for one in listings)))
    return rolls


def _print(name: str, figures: Figures, labels: Sequence[LabelledPair], resolution: Resolution) -> None:
    print(
        f"{name}: precision {figures.precision:.4f} ({figures.wrong} of {figures.different} wrongly joined), "
        f"recall {figures.recall:.4f} ({figures.found} of {figures.same}), {figures.pairs} pairs, "
        f"{figures.hard} of them hard, {figures.parties:,} parties, {figures.undecided:,} undecided, "
        f"{figures.seconds:.0f} s"
    )
    right = Counter(pair.kind for pair in labels if _joined(resolution, pair) == pair.same)
    for kind, count in sorted(Counter(pair.kind for pair in labels).items()):
        print(f"    {kind}: {right[kind]} of {count} right")


def _write_wrong(path: Path, name: str, labels: Sequence[LabelledPair], resolution: Resolution) -> None:
    with path.open("a", encoding="utf-8") as file:
        for pair in labels:
            if _joined(resolution, pair) != pair.same:
                said = "missed" if pair.same else "wrong"
                file.write(f"{name}: {said} {pair.kind}: {pair.one} {pair.other}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--half", choices=("tune", "test"), default="test")
    parser.add_argument("--worst", type=Path, metavar="FILE")
    parser.add_argument("--write-baseline", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
