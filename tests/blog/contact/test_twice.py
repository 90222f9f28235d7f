"""The same message, sent by two requests at one moment, is kept once."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from blog.contact.actions.keep_message import keep_message
from blog.contact.models import Message
from journal.models import PlatformWork
from kit.letterbox.letter import Letter
from tenants.db.scope import tenant_transaction
from tests.support.hands import Hands

if TYPE_CHECKING:
    from tenants.models import Tenant
    from tests.conftest import MakeBlog

LETTER = Letter(name="Dora", email="dora@post.example", text="Which salt?", spam=False)
SENDERS = 6


def kept(tenant: Tenant) -> int:
    with tenant_transaction(tenant):
        return Message.objects.count()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_one_moment_one_is_kept(make_blog: MakeBlog) -> None:
    tenant, start = make_blog("alice"), Barrier(SENDERS)

    def send(_number: int) -> bool:
        start.wait(60)
        with tenant_transaction(tenant):
            return keep_message(LETTER) is not None

    with Hands(SENDERS) as pool:
        taken = list(pool.map(send, range(SENDERS)))
    assert taken.count(True) == kept(tenant) == 1
    assert PlatformWork.objects.filter(kind="letter").count() == 1


@pytest.mark.django_db
def test_after_a_minute_it_is_another_message_and_on_another_blog_too(
    make_blog: MakeBlog,
) -> None:
    first, second = make_blog("first"), make_blog("second")
    for tenant in (first, first, second):
        with tenant_transaction(tenant):
            keep_message(LETTER)
    with tenant_transaction(first):
        Message.objects.update(sent_at=timezone.now() - timedelta(seconds=61))
        assert keep_message(LETTER) is not None
    assert (kept(first), kept(second)) == (2, 1)


@pytest.mark.django_db
def test_nothing_is_kept_or_owed_of_what_was_rolled_back(make_blog: MakeBlog) -> None:
    tenant = make_blog("alice")
    with pytest.raises(RuntimeError), tenant_transaction(tenant):
        keep_message(LETTER)
        raise RuntimeError
    assert kept(tenant) == 0
    assert not PlatformWork.objects.filter(kind="letter").exists()
