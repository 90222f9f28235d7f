"""What a deed of the admin is; each room has a table of its own for pages, addresses and tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.forms import Form

from accounts.models import User
from inkstead.admin.forms import LetterForm, PersonForm, ReasonForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A verb with its words. `act(row, by=, reason=, **fields)` does it, or raises Refused."""

    verb: str  # in the address
    name: Any  # on the button; then, with an ellipsis, on the way to it
    hint: Any  # what follows from it
    question: Any
    done: Any
    act: Callable[..., Any]
    fits: Callable[[Any], bool]  # whether it makes sense for this row now
    undo: str = ""  # the verb that takes it back
    danger: bool = False
    form: type[Form] = ReasonForm
    bulk: bool = True
    fresh: bool = False  # only minutes after the second factor was used
    lands: Callable[[Any], str] | None = None  # where what `act` returned is to be seen
    tells: str = ""  # a template that says more than the hint: what goes, and what stays


# To one row at a time; and to one whose reason no blog's people read, or a letter has.
one_deed = partial(Deed, bulk=False)
office_deed = partial(one_deed, form=PersonForm)
letter_deed = partial(one_deed, form=LetterForm)


def is_self(row: Any, by: User) -> bool:
    """Whether this row is the admin's own account, which they cannot disable."""
    return isinstance(row, User) and row.pk == by.pk
