"""The sentences of a report → its claims."""
