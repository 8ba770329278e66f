"""The issuers' official lists: one folder each, and none knows another."""
