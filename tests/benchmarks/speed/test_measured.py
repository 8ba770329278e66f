"""Percentiles worked out by hand, and a process of its own; nothing here is timed."""

import os
import sys

import pytest

from benchmarks.speed.measured import apart, latencies, memory_now


def test_percentiles_are_times_that_were_measured():
    hundred = [second / 1000 for second in range(100, 0, -1)]
    found = latencies(hundred)
    assert (found.p50_ms, found.p95_ms, found.p99_ms) == pytest.approx((50, 95, 99))


def test_of_a_single_time_every_percentile_is_that_time():
    found = latencies([0.25])
    assert (found.p50_ms, found.p95_ms, found.p99_ms) == (250, 250, 250)


def test_of_no_times_there_are_no_percentiles():
    with pytest.raises(ValueError, match="no times"):
        latencies([])


def test_memory_is_told_in_megabytes():
    memory = memory_now()
    assert 1 < memory.resident_mb <= memory.peak_mb * 1.01 < 100_000


@pytest.mark.skipif(sys.platform != "linux", reason="processes are pinned on Linux alone")
def test_a_process_of_its_own_may_use_as_many_cores_as_it_was_given():
    assert apart(1, os.sched_getaffinity, 0) < os.sched_getaffinity(0) or os.cpu_count() == 1
    assert apart(1, os.getpid) != os.getpid()
