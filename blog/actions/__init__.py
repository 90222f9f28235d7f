"""Writes: one verb a file. Each runs in a transaction, with its audit entry and what it sets off.

Everybody who writes calls these: forms, commands and, one day, an API. All of them need an open
tenant transaction and raise TenantScopeError without one.
"""
