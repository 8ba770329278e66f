"""From answers to the record of them: an append-only journal, and certificates that others can check."""

from ostrakon.cases.journal import Journal, JournalError, Recorded
from ostrakon.cases.records import Erasure, JournalEntry, Personal, Screened

__all__ = ["Erasure", "Journal", "JournalEntry", "JournalError", "Personal", "Recorded", "Screened"]
