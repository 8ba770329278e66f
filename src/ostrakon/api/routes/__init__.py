"""From a request to an answer, by subject: match, search, entities, reconciliation, the system, our own."""
