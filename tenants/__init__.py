"""Whose house it is and in what role: tenants, domains, memberships, hosts to schemas."""
