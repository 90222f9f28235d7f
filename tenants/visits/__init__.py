"""Admins of the platform in a blog's studio, as somebody of its team: asked for, short, seen.

1. In the admin somebody gives a reason (`tenants.actions.ask_visit`); nothing is open yet.
2. The way to the blog's host is the hand-off that everybody takes, with the visit named in it. What
   begins there is a session of the admin's own, which hangs on theirs on the platform.
3. On each request `VisitMiddleware` looks whether the visit still holds, puts the person in the
   admin's place, keeps writes out, and notes what was asked for.
"""
