"""Pairs of listings, labelled by hand, → how many parties are joined rightly, and how many missed."""
