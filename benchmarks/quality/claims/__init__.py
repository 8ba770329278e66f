"""How well reports are read: annotated texts, read by each extractor, counted by kind and slot."""
