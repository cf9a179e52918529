"""The reading room: the ledger in a browser, and as JSON at the same addresses."""
