"""How long, how much memory, how large, and how each grows: `python -m benchmarks.speed`."""
