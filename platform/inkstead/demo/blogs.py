"""The demo's blogs, made as anybody's are: by the same actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from blog.actions.create_post import create_post
from blog.actions.inputs import PageInput, PostInput
from blog.actions.publish_post import publish_post
from blog.actions.save_author import save_author
from blog.actions.save_look import save_look
from blog.actions.save_settings import save_settings
from blog.actions.update_page import update_page
from blog.media.actions.add_picture import add_picture
from blog.media.actions.describe_picture import describe_picture
from blog.media.storing import stored
from blog.media.upload import take
from blog.models import Author, Blog, Page, Post
from inkstead.demo.people import INES, JONAS, Person
from inkstead.demo.pictures import drawn
from inkstead.demo.texts import Text, page_of, posts_of
from journal import audit
from tenants.actions.create_tenant import create_tenant
from tenants.actions.set_listing import set_listing
from tenants.db.scope import tenant_transaction
from tenants.models import Domain, Membership, Tenant
from tenants.provisioning.provision import provision
from tenants.roles import Role


@dataclass(frozen=True, slots=True)
class Demo:
    """One blog of the demo."""

    address: str
    name: str
    description: str
    time_zone: str
    owner: Person
    helper: Person | None = None
    theme: str = "folio"

    @property
    def host(self) -> str:
        """Where it is read."""
        return f"{self.address}.{settings.BLOGS_DOMAIN}"


BLOGS = (
    Demo(
        "marginalia",
        "Marginalia",
        "Notes on books, paper and paying attention.",
        "Europe/London",
        INES,
        helper=JONAS,
    ),
    Demo(
        "coldstart",
        "Cold Start",
        "Keeping computers running through the winter.",
        "Europe/Stockholm",
        JONAS,
        theme="signal",
    ),
)


def settle(demo: Demo, people: dict[Person, User]) -> None:
    """Make `demo` with all it holds; what an interrupted run has left is completed."""
    owner = people[demo.owner]
    domain = Domain.objects.for_host(demo.host).first()
    tenant = domain.tenant if domain else _create(demo, owner)
    provision(tenant.id)
    tenant.refresh_from_db()
    set_listing(tenant, by=owner, listed=True)
    if demo.helper:
        _add_editor(tenant, people[demo.helper], by=owner)
    with tenant_transaction(tenant):
        _describe(demo, owner)
        there = set(Post.objects.values_list("title", flat=True))
        for text in posts_of(demo.address):
            if text.title not in there:
                _write(text, owner)


def _create(demo: Demo, owner: User) -> Tenant:
    return create_tenant(by=owner, name=demo.name, address=demo.address)


def _add_editor(tenant: Tenant, user: User, *, by: User) -> None:
    _member, added = Membership.objects.get_or_create(
        user=user, tenant=tenant, defaults={"role": Role.EDITOR}
    )
    if added:
        audit.record("membership.added", by=by.id, tenant_id=tenant.id, target=user.email)


def _describe(demo: Demo, owner: User) -> None:
    save_settings(
        Blog.objects.current(),
        by=owner,
        name=demo.name,
        description=demo.description,
        language="en",
        time_zone=demo.time_zone,
    )
    blog = Blog.objects.current()
    if blog.former_look is None:  # who chose another since keeps it
        save_look(blog, by=owner, theme=demo.theme, accent="", scheme="")
    for page in Page.objects.filter(slug__in=["about", "contact"]):
        text = page_of(demo.address, page.slug)
        data = PageInput(title=text.title, content=text.content, position=page.position)
        update_page(page, by=owner, data=data, version=page.version)


def _write(text: Text, owner: User) -> None:
    data = PostInput(
        title=text.title,
        content=_illustrated(text, owner) if text.picture else text.content,
        new_category=text.category,
        author=_byline(text.author, owner) if text.author else None,
        tags=text.tags,
    )
    post = create_post(by=owner, data=data)
    if not text.draft:
        at = timezone.now() - timedelta(days=text.days)
        publish_post(post, by=owner, at=at)
        if text.days > 0:  # or every post would say that it was updated today
            Post.objects.filter(pk=post.pk).update(created_at=at, updated_at=at)


def _illustrated(text: Text, owner: User) -> str:
    """The text with its picture after the first paragraph."""
    file = ContentFile(drawn(text.picture), f"{text.picture}.jpg")
    with stored(take(file)) as (kept,):
        picture = add_picture(kept, by=owner, alt=text.alt)
    describe_picture(picture, by=owner, alt=text.alt, decorative=False, caption=text.caption)
    first, _blank, rest = text.content.partition("\n\n")
    return f"{first}\n\n{picture.markdown}\n\n{rest}"


def _byline(name: str, owner: User) -> Author:
    return Author.objects.filter(name=name).first() or save_author(None, by=owner, name=name)
