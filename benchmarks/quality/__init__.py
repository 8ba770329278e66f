"""How well names are found, and how seldom others are taken for them: `python -m benchmarks.quality`."""
