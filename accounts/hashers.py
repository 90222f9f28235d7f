"""How passwords are kept."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet)."""

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1


class QuickArgon2idHasher(Argon2idHasher):
    """The same at a cost of nothing, for tests. Its name says so in every hash it makes."""

    algorithm = "quick_argon2"
    time_cost = 1
    memory_cost = 8
