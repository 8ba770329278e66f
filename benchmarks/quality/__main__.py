"""Questions from the lists and the packages, put to the engines, printed beside the committed baseline.

python -m benchmarks.quality                                  ours alone, on the half that is reported
python -m benchmarks.quality --peers                          nomenklatura and rapidfuzz beside us
python -m benchmarks.quality --half tune --json out.json --worst worst.txt        for tuning
python -m benchmarks.quality --half tune --classes uk:title alias --name-only     one thing quickly
"""

import argparse
import time
from pathlib import Path

import msgspec
from rich.console import Console

from benchmarks.quality.cases import key_of
from benchmarks.quality.engines import Engine
from benchmarks.quality.engines.ours import Ostrakon
from benchmarks.quality.experiment import Questions, Scored, Telling, ask
from benchmarks.quality.figures import figures_of
from benchmarks.quality.listings import load, versions
from benchmarks.quality.questions import draw_questions, fewer
from benchmarks.quality.report import Report, encode_report, print_report, print_worst, write_worst

BASELINE = Path(__file__).with_name("baseline.json")
WORST = Path(".quality-worst.txt")
CUSTOMERS = 20_000
SAMPLE = 1000
# A peer answers 10 to 200 queries a second: a sample of ours, with wider intervals.
PEER_CUSTOMERS = 2_500
PEER_SAMPLE = 120
# The runs that tell more than the name compare with the run by name; a part of the queries shows it.
TOLD_SHARE = 4
TOLD: tuple[Telling, ...] = ("birth date and country", "and a number")
TOLD_FAMILIES = ("spelling", "alias")


def main() -> None:
    """Draw the questions, ask each engine, print, and write what was asked for."""
    wish = _arguments()
    console = Console(width=wish.width)
    started = time.perf_counter()
    listings = load()
    asked = draw_questions(
        listings,
        half=wish.half,
        classes=wish.classes,
        per_class=wish.sample,
        ordinary=wish.customers,
        seed=wish.seed,
    )
    console.print(
        f"{sum(len(family.positives) for family in asked.families):,} positives, {len(asked.customers):,} "
        f"customers, {len(asked.near_misses):,} near misses drawn in {time.perf_counter() - started:.0f} s"
    )
    runs = _runs(asked, wish, console)
    report = Report(
        half=wish.half,
        seed=wish.seed,
        sample=wish.sample,
        lists=versions(),
        listings=len(listings),
        names=sum(len(listing.names) for listing in listings),
        runs={telling: [figures_of(one) for one in scored] for telling, scored in runs.items()},
    )
    baseline = msgspec.json.decode(BASELINE.read_bytes(), type=Report) if BASELINE.exists() else None
    # The other half is other parties: what differs there is no change.
    print_report(console, report, baseline if baseline and baseline.half == report.half else None)
    by_key = {key_of(listing): listing for listing in listings}
    by_name = runs["name only"]
    print_worst(console, by_name[0], by_key)
    write_worst(wish.worst, by_name, by_key)
    for file in (wish.json, BASELINE if wish.write_baseline else None):
        if file is not None:
            file.write_text(encode_report(report), "utf-8")
    console.print(f"all worst answers: {wish.worst}; {time.perf_counter() - started:.0f} s in all")


def _runs(asked: Questions, wish: argparse.Namespace, console: Console) -> dict[Telling, list[Scored]]:
    """Every engine by name only, then those that weigh more than names with more told."""
    peer_asked = fewer(asked, per_class=wish.peer_sample, ordinary=wish.peer_customers)
    engines: list[tuple[Engine, Questions]] = [] if wish.without_ours else [(Ostrakon(), asked)]
    if wish.peers:
        from benchmarks.quality.engines.peers import peers

        engines += [(peer, peer_asked) for peer in peers()]
    runs: dict[Telling, list[Scored]] = {}

    def run(engine: Engine, its: Questions, telling: Telling) -> None:
        scored = ask(engine, its, telling)
        runs.setdefault(telling, []).append(scored)
        console.print(f"{engine.name}, {telling}: {scored.queries:,} queries in {scored.seconds:.0f} s")

    for engine, its in engines:
        run(engine, its, "name only")
    for telling in () if wish.name_only else TOLD:
        for engine, its in engines:
            if not engine.names_only:
                run(engine, _part(its, wish.sample if its is asked else wish.peer_sample), telling)
    return runs


def _part(asked: Questions, per_class: int) -> Questions:
    """Enough of `asked` to show what telling more changes."""
    return fewer(
        asked,
        per_class=max(1, per_class // TOLD_SHARE),
        ordinary=len(asked.customers) // 2,
        families=TOLD_FAMILIES,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--peers", action="store_true", help="nomenklatura and rapidfuzz beside us")
    parser.add_argument("--without-ours", action="store_true", help="the peers alone")
    parser.add_argument("--half", choices=("tune", "test"), default="test")
    parser.add_argument(
        "--classes", nargs="*", default=[], help="beginnings of class names: ssb: uk:title alias"
    )
    parser.add_argument("--sample", type=int, default=SAMPLE, help="most positives per class in a half")
    parser.add_argument("--peer-sample", type=int, default=PEER_SAMPLE)
    parser.add_argument("--customers", type=int, default=CUSTOMERS, help="ordinary negatives of both halves")
    parser.add_argument("--peer-customers", type=int, default=PEER_CUSTOMERS)
    parser.add_argument("--name-only", action="store_true", help="no run with birth date, country, number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="figures for scripts")
    parser.add_argument("--worst", type=Path, default=WORST, help="where the worst answers go")
    parser.add_argument("--write-baseline", action="store_true", help="keep these figures as the baseline")
    parser.add_argument("--width", type=int, help="columns to print, when not the terminal's")
    return parser.parse_args()


if __name__ == "__main__":
    main()
