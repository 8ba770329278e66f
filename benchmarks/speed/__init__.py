"""How long, how much memory, how large: `python -m benchmarks.speed`."""
