"""Who else keeps something under a person's e-mails: rooms above register here."""

from __future__ import annotations

from collections.abc import Callable

type ErasureHook = Callable[[list[str]], None]

_hooks: list[ErasureHook] = []


def on_account_erased(hook: ErasureHook) -> None:
    """Call `hook(emails)` in the transaction that erases an account; it deletes what it keeps."""
    if hook not in _hooks:
        _hooks.append(hook)


def run_erasure_hooks(emails: list[str]) -> None:
    """Run all hooks; an exception puts the whole erasure off."""
    for hook in _hooks:
        hook(emails)
