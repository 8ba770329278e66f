"""From a size and a seed to a synthetic register of companies, and from that to times and memory."""
