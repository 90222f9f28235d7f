"""The product's words: gathered, translated, and none forgotten."""
