"""The connection owner: which schema and role a statement runs under, and for how long.

Django loads this package's `base` as the database engine. Everyone else uses
`tenants.db.scope`.
"""
