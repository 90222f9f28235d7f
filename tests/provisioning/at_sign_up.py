"""Somebody signs up, in a process that a failpoint may kill."""

from __future__ import annotations


def main() -> None:
    """As Dora, with a blog."""
    from tenants.actions.sign_up import SignUp, sign_up

    asked = SignUp(
        email="dora@post.example", password="a sentence is fine", blog_name="Salt", address="salt"
    )
    sign_up(asked)
