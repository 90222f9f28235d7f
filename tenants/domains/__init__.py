"""A blog under a name of its owner's own: proven by DNS, watched every day.

1. Somebody names a domain (`tenants/actions/add_domain.py`); a `DomainClaim` has the token that is
   to stand in a TXT record, and due work behind it.
2. The work looks (`look`), never inside a transaction, and what follows is decided by a pure
   function (`course`) and written down in one transaction (`check`).
3. A claim that is proven and points here has a row in `tenants_domain`, which routes it; once its
   certificate works it is the blog's canonical host (`canonical`).
"""
