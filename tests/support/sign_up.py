"""What a person types to sign up."""

from __future__ import annotations

TOMAS = {
    "email": "tomas.reis@post.example",
    "password": "correct-horse-battery",
    "name": "Night Ferry",
    "address": "nightferry",
}
