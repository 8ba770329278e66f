"""What is measured: an engine holds listings, and scores queries against them."""

from benchmarks.quality.engines.protocol import Asked, Engine, Scores

__all__ = ["Asked", "Engine", "Scores"]
