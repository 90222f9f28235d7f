"""What a person types to sign up."""

from __future__ import annotations

from kit.letterbox.stamp import new_stamp

TOMAS = {
    "email": "tomas.reis@post.example",
    "password": "correct-horse-battery",
    "name": "Night Ferry",
    "address": "nightferry",
    "stamp": new_stamp("signup"),  # the form was shown when the tests began
}
