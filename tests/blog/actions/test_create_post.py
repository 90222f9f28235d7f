"""A post begins as a draft."""

from __future__ import annotations

import pytest

from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.errors import NameRefused, TagsRefused
from blog.actions.inputs import PostInput
from blog.models import Author, Category, OutboxEntry, Post, Tag
from blog.rendering import MAX_SOURCE_BYTES, SourceTooLarge
from journal.models import AuditEntry, DueTenant
from kit.text import UnprintableText
from tenants.db.scope import TenantScopeError, tenant_transaction
from tenants.models import ContentVersion, Tenant
from tests.support.writing import draft


def test_it_keeps_the_source_and_renders_it(inside: Tenant, alice: User) -> None:
    post = draft(alice, "On rivers", "The *river* keeps <script>alert(1)</script> metal.")
    post.refresh_from_db()
    assert post.content == "The *river* keeps <script>alert(1)</script> metal."
    assert "<em>river</em>" in post.content_html
    assert "<script" not in post.content_html
    assert post.renderer_version > 0
    assert post.words > 3
    assert post.summary.startswith("The river keeps")


def test_it_is_for_its_writers_only(inside: Tenant, alice: User) -> None:
    post = draft(alice)
    assert (post.status, post.published_at, post.created_by_id) == ("draft", None, alice.id)
    assert not Post.objects.published().filter(pk=post.pk).exists()


def test_it_carries_the_writers_own_byline_unless_told(
    bob: User, inside: Tenant, alice: User
) -> None:
    other = Author.objects.create(name="Somebody", slug="somebody")
    own = Author.objects.get(user_id=alice.id)
    assert draft(alice).author == own
    assert draft(alice, author=other).author == other
    assert draft(bob).author is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What the river keeps", "what-the-river-keeps"),
        ("", "post"),
        ("2026", "post-2026"),
        ("🎈🎈", "post"),
        ("Über die Brücke", "uber-die-brucke"),
        ("نهر", "نهر"),
        ("河はまた流れる", "河はまた流れる"),
    ],
)
def test_its_address_follows_the_title(inside: Tenant, alice: User, title: str, slug: str) -> None:
    assert draft(alice, title).slug == slug


def test_the_same_title_twice_gives_two_addresses(inside: Tenant, alice: User) -> None:
    slugs = [draft(alice, "Twice").slug for _ in range(3)]
    assert slugs == ["twice", "twice-2", "twice-3"]


def test_a_wanted_address_is_used_in_proper_form(inside: Tenant, alice: User) -> None:
    assert draft(alice, "A title", slug="My Own/Address").slug == "my-own-address"


def test_the_longest_title_leaves_room_for_a_number(inside: Tenant, alice: User) -> None:
    slugs = [draft(alice, "x" * 200).slug for _ in range(11)]
    assert len(set(slugs)) == 11
    assert max(map(len, slugs)) == 80


def test_tags_are_made_once_whatever_their_case(inside: Tenant, alice: User) -> None:
    first = draft(alice, tags=("Rivers", "rivers", " October "))
    second = draft(alice, tags=("RIVERS", "october"))
    assert sorted(tag.name for tag in first.tags.all()) == ["October", "rivers"]
    assert set(first.tags.all()) == set(second.tags.all())
    assert Tag.objects.count() == 2


def test_names_that_share_a_slug_stay_apart(inside: Tenant, alice: User) -> None:
    post = draft(alice, tags=("C", "C++", "C#"))
    assert {(tag.name, tag.slug) for tag in post.tags.all()} == {
        ("C", "c"),
        ("C++", "c-2"),
        ("C#", "c-3"),
    }
    assert set(draft(alice, tags=("c++",)).tags.values_list("slug", flat=True)) == {"c-2"}


@pytest.mark.parametrize("tags", [tuple(map(str, range(21))), ("x" * 81,)])
def test_too_much_of_a_tag_is_refused(inside: Tenant, alice: User, tags: tuple[str, ...]) -> None:
    before = Post.objects.count()
    with pytest.raises(TagsRefused):
        draft(alice, tags=tags)
    assert Post.objects.count() == before


def test_a_category_is_made_on_the_spot_or_found(inside: Tenant, alice: User) -> None:
    made = draft(alice, new_category=" Walking ").category
    assert made is not None
    assert (made.name, made.slug) == ("Walking", "walking")
    assert draft(alice, new_category="WALKING").category == made
    assert draft(alice, category=made).category == made
    with pytest.raises(NameRefused):
        draft(alice, new_category="x" * 81)
    assert Category.objects.filter(slug__startswith="walking").count() == 1


def test_what_cannot_be_shown_is_refused(inside: Tenant, alice: User) -> None:
    with pytest.raises(UnprintableText):
        draft(alice, "with \x00 in it")
    with pytest.raises(SourceTooLarge):
        draft(alice, content="x" * (MAX_SOURCE_BYTES + 1))


def test_it_leaves_a_trail_and_tells_the_platform(tenant: Tenant, alice: User) -> None:
    before = ContentVersion.objects.get(tenant=tenant).version
    DueTenant.objects.all().delete()
    with tenant_transaction(tenant):
        OutboxEntry.objects.update(done_at="2026-01-01T00:00:00Z")
        post = draft(alice)
        assert OutboxEntry.objects.waiting().get().kind == "refresh_stats"
    entry = AuditEntry.objects.get(tenant_id=tenant.id, action="post.created")
    assert (entry.actor_id, entry.target) == (alice.id, f"post {post.pk}")
    assert ContentVersion.objects.get(tenant=tenant).version == before + 1
    assert DueTenant.objects.filter(tenant_id=tenant.id).exists()


def test_it_needs_an_open_blog(alice: User) -> None:
    with pytest.raises(TenantScopeError):
        create_post(by=alice, data=PostInput(title="Nowhere", content=""))
