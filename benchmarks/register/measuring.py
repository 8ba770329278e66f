"""How long a register takes to prepare, to answer for everybody and to answer for one, and in what memory."""

import random
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from msgspec import Struct

from benchmarks.register.synthetic import DAY, Synthetic, write_register
from benchmarks.speed.measured import Latencies, apart, latencies, memory_now, seconds_of
from ostrakon.ownership.answering import answer
from ostrakon.ownership.reading import read_listed
from ostrakon.ownership.register import Register, answer_everybody, by_party, network_above, prepare
from ostrakon.ownership.rules import JURISDICTIONS

__all__ = ["Measured", "measure"]

CORES = 2
QUESTIONS = 4_000
WARM = 50
SEED = 1


class Measured(Struct, frozen=True):
    """One register. `blocked` and `open` count parties by rule, listed ones among the blocked; `rules_s` has
    the seconds of each rule. Peaks are of the process that did the work. What is called processor is the
    time that it had a core, both together; with other work on the machine the clock on the wall says more.
    """

    companies: int
    stakes: int
    file_mb: float
    folder_mb: float
    prepare_s: float
    prepare_peak_mb: float
    rules_s: tuple[float, ...]
    prepare_processor_s: float
    rules_processor_s: float
    rules_peak_mb: float
    blocked: tuple[int, ...]
    open: tuple[int, ...]
    single: Latencies
    processor: Latencies
    single_mb: float


def measure(folder: Path, size: int) -> Measured:
    """A register of `size` companies, made in `folder` where it is not there yet."""
    files = apart(CORES, write_register, folder, size, SEED)
    register = folder / "register"
    prepare_s, prepare_processor_s, prepare_peak_mb = apart(CORES, _prepare, files, register)
    rules_s, rules_processor_s, counts, rules_peak_mb, asked = apart(CORES, _everybody, files, register)
    single, processor, single_mb = apart(1, _single, files, register, asked)
    return Measured(
        companies=size,
        stakes=files.stake_count,
        file_mb=files.stakes.stat().st_size / 1e6,
        folder_mb=sum(file.stat().st_size for file in register.iterdir()) / 1e6,
        prepare_s=prepare_s,
        prepare_peak_mb=prepare_peak_mb,
        rules_s=rules_s,
        prepare_processor_s=prepare_processor_s,
        rules_processor_s=rules_processor_s,
        rules_peak_mb=rules_peak_mb,
        blocked=tuple(blocked for blocked, _ in counts),
        open=tuple(open_ for _, open_ in counts),
        single=single,
        processor=processor,
        single_mb=single_mb,
    )


def _prepare(files: Synthetic, register: Path) -> tuple[float, float, float]:
    began = time.process_time()
    seconds, _ = seconds_of(prepare, files.stakes, register, companies=files.companies)
    return seconds, time.process_time() - began, memory_now().peak_mb


def _everybody(
    files: Synthetic, folder: Path
) -> tuple[tuple[float, ...], float, list[tuple[int, int]], float, list[str]]:
    """Also ids to ask about: half of them any company, half one that is blocked or open by some rule."""
    register, listed, on = Register(folder), read_listed(files.listed), date.fromisoformat(DAY)
    times, counts, found = [], [], np.zeros(register.parties, dtype=np.bool_)
    began = time.process_time()
    for rule in JURISDICTIONS:
        seconds, everybody = seconds_of(
            answer_everybody, register, listed, on, rules=[rule], law_known_at=on, complete=True
        )
        number = everybody.counts(rule)
        times.append(seconds)
        counts.append((number["blocked"], number["cannot_tell"]))
        found |= everybody.answers[rule] != 0
    processor_s, peak_mb = time.process_time() - began, memory_now().peak_mb
    return tuple(times), processor_s, counts, peak_mb, _drawn(register, np.flatnonzero(found).tolist())


def _drawn(register: Register, found: Sequence[int]) -> list[str]:
    chance = random.Random(f"questions {SEED}")  # noqa: S311 (no secret is made here)
    anyone = [chance.randrange(register.companies) for _ in range((QUESTIONS + WARM) // 2)]
    numbers = [*anyone, *(chance.choice(found) for _ in range((QUESTIONS + WARM) // 2))]
    chance.shuffle(numbers)
    return [register.id(number) for number in numbers]


def _single(files: Synthetic, folder: Path, asked: Sequence[str]) -> tuple[Latencies, Latencies, float]:
    """Each question with all three rules, chain and missing facts; the register is open, the list is read."""
    register, listed, on = Register(folder), by_party(read_listed(files.listed)), date.fromisoformat(DAY)

    def ask(party: str) -> float:
        began = time.process_time()
        network = network_above(register, party, listed)
        answer(network, party, on, law_known_at=on, complete=True)
        return time.process_time() - began

    for party in asked[:WARM]:
        ask(party)
    times = [seconds_of(ask, party) for party in asked[WARM:]]
    wall, processor = zip(*times, strict=True)
    return latencies(wall), latencies(processor), memory_now().resident_mb
