"""From two packages on PyPI, read as data and never run, to the lists that ship with Ostrakon."""
