"""The service under load: requests offered at a fixed rate by vegeta, over lists already imported.

python -m benchmarks.service --home HOME               single names, batches, and both while a list changes
chrt -r 1 python -m benchmarks.service --home HOME     ahead of what else runs, on a machine that others use

vegeta (go install github.com/tsenart/vegeta/v12@latest) must be on the path. It sends at its rate whether
answers come or not, so that a slow answer does not hide those behind it. It runs on the same cores.
"""

import argparse
import base64
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.speed.homes import listed_names
from benchmarks.speed.queries import Asked, draw_queries
from ostrakon import open_engine

QUERIES = 20_000
BATCH = 100
SEED = 7
_UPDATE_EVERY_S = 10


def main() -> None:
    """Print one line of figures per measure."""
    wish = _arguments()
    if shutil.which("vegeta") is None:
        sys.exit("vegeta is not on the path: go install github.com/tsenart/vegeta/v12@latest")
    names = [name for listing in listed_names(open_engine(wish.home)) for name in listing]
    asked = draw_queries(names, QUERIES, SEED)
    random.Random(SEED).shuffle(asked)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        print(
            f"load when begun {os.getloadavg()[0]:.1f}; {wish.workers} workers; {len(names):,} names listed"
        )
        with _serving(wish) as (url, process, ready_s):
            print(f"start to ready: {ready_s:.2f} s")
            single, batch = Path(folder) / "single.json", Path(folder) / "batch.json"
            _write_targets(single, url, [[one] for one in asked])
            _write_targets(batch, url, [asked[n : n + BATCH] for n in range(0, QUERIES, BATCH)])
            time.sleep(3)  # until the workers have read what they keep
            _attack(wish, single, wish.rate, f"one name, {wish.rate:,} requests/s", seconds=3, shown=False)
            _attack(wish, single, wish.rate, f"one name, {wish.rate:,} requests/s")
            _attack(wish, batch, wish.batches, f"batches of {BATCH}, {wish.batches * BATCH:,} names/s")
            with _updates(wish.home):
                _attack(wish, single, wish.rate, f"one name, a list changed every {_UPDATE_EVERY_S} s")
            print("memory (PSS) of each worker: " + ", ".join(f"{mb:.0f} MB" for mb in _memory(process)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="lists already imported; one is added")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=int, default=1_500, help="requests a second with one name each")
    parser.add_argument("--batches", type=int, default=60, help="batches a second")
    parser.add_argument("--seconds", type=int, default=20)
    return parser.parse_args()


@contextmanager
def _serving(wish: argparse.Namespace) -> Iterator[tuple[str, int, float]]:
    """(address, process, seconds until it was ready)."""
    words = [sys.executable, "-m", "ostrakon", "serve", "--port", "0"]
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as log:
        service = subprocess.Popen(  # noqa: S603 (ourselves)
            [*words, "--workers", str(wish.workers)],
            env=os.environ | {"OSTRAKON_HOME": str(wish.home)},
            stderr=log,
        )
        try:
            url = _address(log.name if isinstance(log.name, str) else f"/proc/self/fd/{log.fileno()}")
            while not _is_ready(url):
                time.sleep(0.01)
            yield url, service.pid, time.perf_counter() - started
        finally:
            service.terminate()
            service.wait()


def _address(log: str) -> str:
    while True:
        found = re.search(r'"port":(\d+)', Path(log).read_text("utf-8"))
        if found:
            return f"http://127.0.0.1:{found[1]}"
        time.sleep(0.01)


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _write_targets(file: Path, url: str, parts: Sequence[Sequence[Asked]]) -> None:
    with file.open("w") as targets:
        for part in parts:
            queries = {
                str(number): {"schema": one.kind, "properties": {"name": [one.text]}}
                for number, one in enumerate(part)
            }
            body = base64.b64encode(json.dumps({"queries": queries}).encode()).decode()
            target = {
                "method": "POST",
                "url": f"{url}/match/default",
                "header": {"Content-Type": ["application/json"]},
                "body": body,
            }
            targets.write(json.dumps(target) + "\n")


def _attack(
    wish: argparse.Namespace, targets: Path, rate: int, what: str, *, seconds: int = 0, shown: bool = True
) -> None:
    results = targets.with_suffix(".bin")
    attack = ["vegeta", "attack", "-format=json", f"-targets={targets}", f"-rate={rate}", "-connections=50"]
    attack += [f"-duration={seconds or wish.seconds}s", "-max-workers=50", f"-output={results}"]
    subprocess.run(attack, check=True)  # noqa: S603 (what main() found)
    words = ["vegeta", "report", "-type=json", str(results)]
    told = subprocess.run(words, check=True, capture_output=True)  # noqa: S603 (the same)
    report = json.loads(told.stdout)
    if shown:
        ms = {name: report["latencies"][name] / 1e6 for name in ("50th", "95th", "99th", "max")}
        print(
            f"{what}: {report['requests']:,} sent, {report['throughput']:,.0f} a second answered, "
            f"{report['success']:.2%} with 200; "
            + ", ".join(f"{name} {value:.1f} ms" for name, value in ms.items())
        )


@contextmanager
def _updates(home: Path) -> Iterator[None]:
    """A small list of one's own gets a new version every few seconds, imported by another process."""
    script = (
        "import itertools, pathlib, sys, time, ostrakon\n"
        "engine = ostrakon.open_engine(sys.argv[1])\n"
        "file = pathlib.Path(sys.argv[2])\n"
        "for number in itertools.count():\n"
        "    file.write_text(f'id,name,kind\\n1,Watched Number{number},Person\\n')\n"
        "    list(engine.import_files([file], dataset='watched'))\n"
        "    time.sleep(float(sys.argv[3]))\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "watched.csv")
        words = [sys.executable, "-c", script, str(home), file, str(_UPDATE_EVERY_S)]
        updating = subprocess.Popen(words)  # noqa: S603 (ourselves)
        try:
            yield
        finally:
            updating.terminate()
            updating.wait()


def _memory(process: int) -> list[float]:
    """Megabytes of each worker, a page that several use counted in part."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    sizes = []
    for child in children:
        told = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{child}/smaps_rollup").read_text("utf-8"), re.M)
        if told:
            sizes.append(int(told[1]) / 1024)
    return sizes


if __name__ == "__main__":
    main()
