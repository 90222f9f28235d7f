"""Full text, worked out in Python: letters, words, what Postgres is told, and what is marked.

Postgres keeps lexemes that we made and compares them; it parses no text and holds no dictionary of
ours. So an index means the same on every installation, whatever its locale and extensions. Only
the stems come from it (`stems`), of dictionaries that every Postgres has.
"""
