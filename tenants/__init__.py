"""Whose house it is and in what role: tenants, domains, memberships, the way from host to schema."""
