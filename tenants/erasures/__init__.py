"""Who was erased, so that no backup brings them back: a ledger that names nobody.

Each erasure leaves rows of keyed hashes: of the user's id, and of each e-mail that was known to be
theirs. With the key one can tell of an id or an e-mail whether it is among them, and nothing else.
Whatever is read back from before, a blog's archive or the whole database, is held against it.
"""
