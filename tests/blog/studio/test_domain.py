"""Settings, Domain: what its people see and do there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache

from tenants.domains.models import DomainClaim
from tests.blog.studio.conftest import House
from tests.domains.conftest import TARGET, look, prove, resolver, zone  # noqa: F401  # fixtures
from tests.support.dns_server import Zone
from tests.support.letters import deliver

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("zone")]

ROOM = "/studio/settings/domain/"


def add(house: House, domain: str = "blog.example.com") -> DomainClaim:
    answer = house.as_owner.post(ROOM, {"domain": domain}, follow=True)
    assert answer.status_code == 200
    return DomainClaim.objects.get(tenant=house.tenant, domain=domain)


def page(house: House) -> str:
    answer = house.as_owner.get(ROOM)
    assert answer.status_code == 200
    return answer.text


def test_without_a_domain_it_says_where_the_blog_is_read(house: House) -> None:
    text = page(house)
    assert "alice.inkstead.localhost" in text
    assert "Add a domain" in text
    assert "watching.js" not in text


def test_a_subdomain_asks_for_a_cname_and_the_token(house: House) -> None:
    claim = add(house)
    text = page(house)
    assert f'<code dir="ltr">{TARGET}</code>' in text
    assert '<code dir="ltr">_inkstead.blog.example.com</code>' in text
    assert f'data-copy="inkstead-verify={claim.token}"' in text
    assert '<code dir="ltr">_inkstead.blog</code>' in text
    assert "watching.js" in text
    assert re.search(r"<noscript>.*Look again", text, re.S)


def test_an_apex_asks_for_addresses_or_an_alias(house: House, settings: Any) -> None:
    settings.DOMAINS_ADDRESSES = ["198.51.100.7", "2001:db8:7::1"]
    add(house, "example.com")
    text = page(house)
    kinds = re.findall(r'<th scope="row">(\w+)', text)
    assert kinds == ["A", "AAAA", "ALIAS", "TXT"]
    assert '<code dir="ltr">@</code>' in text
    assert "CNAME" not in text


def test_international_names_are_shown_in_both_ways(house: House) -> None:
    house.as_owner.post(ROOM, {"domain": "Bücher.example.com"})
    text = page(house)
    assert "<bdi>bücher.example.com</bdi>" in text
    assert '<code class="whole" dir="ltr">xn--bcher-kva.example.com</code>' in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Which domain? Type it like this: blog.example.com"),
        ("co.uk", "co.uk belongs to everybody who registers names under it."),
        ("alice.inkstead.localhost", "alice.inkstead.localhost belongs to this platform."),
        ("203.0.113.5", "203.0.113.5 is a network address."),
        ("<script>", "This is not a domain."),
    ],
)
def test_a_bad_name_is_refused_by_its_field_and_kept(
    house: House, typed: str, sentence: str
) -> None:
    text = house.as_owner.post(ROOM, {"domain": typed}).text
    assert text.count(sentence) == 2  # in the summary, and by the field
    assert f'value="{typed}"' in text or not typed or "<" in typed
    assert not DomainClaim.objects.exists()


def test_one_that_is_in_the_list_already(house: House) -> None:
    add(house)
    answer = house.as_owner.post(ROOM, {"domain": "BLOG.example.com"})
    assert "blog.example.com is in your list already." in answer.text


def test_a_blog_has_at_most_ten(house: House) -> None:
    for number in range(10):
        add(house, f"{number}x.example.com")
    answer = house.as_owner.post(ROOM, {"domain": "more.example.com"})
    assert "A blog has at most 10 domains." in answer.text


def test_adding_is_counted(house: House, settings: Any) -> None:
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"domain": "1/h/user"}
    add(house)
    answer = house.as_owner.post(ROOM, {"domain": "b.example.com"})
    assert answer.status_code == 429
    assert "Too many tries. Wait five minutes" in answer.text
    assert 'value="b.example.com"' in answer.text


def test_what_is_wrong_is_said_in_words(house: House, zone: Zone) -> None:  # noqa: F811
    claim = add(house)
    zone.set("blog.example.com", A="203.0.113.5")
    look(claim)
    text = page(house)
    assert "blog.example.com leads to 203.0.113.5. We look for" in text
    assert "There is no TXT record at _inkstead.blog.example.com yet." in text


def test_what_dns_says_is_never_markup(house: House, zone: Zone) -> None:  # noqa: F811
    claim = add(house)
    zone.set(claim.token_name, TXT="<script>alert(1)</script>")
    look(claim)
    text = page(house)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_when_it_works_readers_are_led_there(house: House, zone: Zone) -> None:  # noqa: F811
    claim = add(house)
    prove(zone, claim)
    look(claim)
    text = page(house)
    assert "Readers read your blog at <bdi>blog.example.com</bdi>" in text
    assert "watching.js" not in text
    published = house.post(published=True)
    answer = house.client().get(published.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (
        301, f"http://blog.example.com{published.get_absolute_url()}",
    )  # fmt: skip


def test_check_now_brings_the_next_look_forward(house: House) -> None:
    claim = look(add(house))
    before = claim.looks
    house.as_owner.post(f"{ROOM}{claim.pk}/check/")
    claim.refresh_from_db()
    assert claim.looks == before + 1
    house.as_owner.post(f"{ROOM}{claim.pk}/check/")
    claim.refresh_from_db()
    assert claim.looks == before + 1, "one that is due already is not asked for again"


def test_a_removed_one_comes_back_as_it_was(house: House, zone: Zone) -> None:  # noqa: F811
    claim = add(house)
    prove(zone, claim)
    look(claim)
    answer = house.as_owner.post(f"{ROOM}{claim.pk}/remove/", follow=True)
    assert "blog.example.com is removed." in answer.text
    assert not house.tenant.domains.filter(is_canonical=True).exists()
    undo = re.search(r'formaction="([^"]+restore/)"', answer.text)
    assert undo is not None
    house.as_owner.post(undo[1])
    claim.refresh_from_db()
    assert claim.state == "live"
    assert house.tenant.domains.filter(is_canonical=True).exists()


def test_readers_can_be_led_to_another(house: House, zone: Zone) -> None:  # noqa: F811
    claims = [add(house, domain) for domain in ("www.example.com", "example.com")]
    for claim in claims:
        prove(zone, claim)
        look(claim)
    answer = house.as_owner.post(f"{ROOM}{claims[1].pk}/main/", follow=True)
    assert house.tenant.domains.get(is_canonical=True).domain == "example.com"
    assert f"{ROOM}{claims[0].pk}/main/" in answer.text  # Undo


def test_the_owner_is_told_of_what_others_do(house: House, bob: Any, join: Any) -> None:
    from tests.domains.conftest import confirm

    confirm(house.owner)
    join(bob, house.tenant, "admin")
    house.client(bob).post(ROOM, {"domain": "blog.example.com"})
    (letter,) = deliver()
    assert letter.to == [house.owner.email]
    assert "Bob added it." in str(letter.body)


def test_a_claim_of_another_blog_is_not_there(
    house: House, make_blog: Any, blog_client: Any, bob: Any
) -> None:
    claim = add(house)
    client = blog_client(make_blog("bobby", owner=bob), bob)
    for verb in ("check", "main", "remove", "restore"):
        answer = client.post(f"{ROOM}{claim.pk}/{verb}/", follow=True)
        assert "This domain is no longer in the list." in answer.text
    claim.refresh_from_db()
    assert claim.state == "waiting"
