"""The whole flow, in a real browser, on the real servers."""
