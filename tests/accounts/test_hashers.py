from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.test import override_settings

from accounts.hashers import Argon2idHasher


@pytest.mark.parametrize(
    ("hasher", "algorithm", "cost"),
    [
        ("Argon2idHasher", "argon2", "m=19456,t=2,p=1"),
        ("QuickArgon2idHasher", "quick_argon2", "m=8"),
    ],
)
def test_the_cost_stands_in_the_hash(hasher: str, algorithm: str, cost: str) -> None:
    with override_settings(PASSWORD_HASHERS=[f"accounts.hashers.{hasher}"]):
        encoded = make_password("a sentence is fine")
        assert encoded.startswith(f"{algorithm}$argon2id$v=19${cost}")
        assert identify_hasher(encoded).algorithm == algorithm
        assert check_password("a sentence is fine", encoded)
        assert not check_password("another sentence", encoded)


def test_a_cheaper_hash_is_made_anew_at_the_next_sign_in() -> None:
    class Older(Argon2idHasher):
        time_cost = 1

    assert Argon2idHasher().must_update(Older().encode("a sentence is fine", "x" * 22))
