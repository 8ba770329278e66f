"""A report → figures, quotations, stances, demands and events, each with its place in the text."""
