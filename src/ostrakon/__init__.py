"""Who is sanctioned, who stands behind them, and on what evidence."""

__version__ = "0.1.0"
