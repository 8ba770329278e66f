"""Small files in the issuers' layouts, every entry invented for the tests."""
