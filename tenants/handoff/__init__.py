"""A session for a blog's host, from the platform's: no cookie is ever shared between hosts.

1. A blog's `/login/` makes a verifier, keeps it in a cookie of its own host, and sends the browser
   to the platform with the verifier's hash (`views`).
2. The platform, where people sign in, checks who wants to go where and sends the browser back with
   a one-time code (`start`).
3. The blog's `/handoff/` burns the code, compares everything, and starts a session (`views`).

It is PKCE's idea (RFC 7636) between two hosts of one application, kept in Postgres alone.
"""
