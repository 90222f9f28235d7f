"""A hundred people want one address at the same moment: one gets it, the others hear so."""

from __future__ import annotations

from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from tenants.actions.create_tenant import AddressTaken, create_tenant
from tenants.models import Domain, Tenant
from tenants.provisioning.provision import provision
from tests.conftest import MakeBlog
from tests.support.facts import record
from tests.support.hands import Hands

PEOPLE = 100
AT_ONCE = 15  # the pool's size less one


@pytest.mark.django_db(transaction=True)
def test_one_wins_and_ninety_nine_hear_it_is_taken(make_blog: MakeBlog) -> None:
    make_blog("warm-up")
    users = [User.objects.create(email=f"p{n}@post.example") for n in range(PEOPLE)]
    start = Barrier(AT_ONCE)

    def claim(number: int) -> str:
        try:
            if number < AT_ONCE:
                start.wait(60)
            tenant = create_tenant(by=users[number], name="Night Ferry", address="night-ferry")
            return str(provision(tenant.id))
        except AddressTaken:
            return "taken"

    with Hands(AT_ONCE) as pool:
        outcomes = list(pool.map(claim, range(PEOPLE)))

    assert sorted(outcomes) == ["ready"] + ["taken"] * (PEOPLE - 1)
    assert Domain.objects.filter(domain__startswith="night-ferry.").count() == 1
    assert Tenant.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^t_'")
        schemas = {row[0] for row in cursor.fetchall()}
    assert {t.schema_name for t in Tenant.objects.all()} <= schemas
    record("sign-ups for one address", tried=PEOPLE, won=1, refused=outcomes.count("taken"))
