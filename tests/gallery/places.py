"""The walk: where one goes, as whom, and what is done there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client

from blog.look.themes import FOLIO, THEMES
from tenants.signups.models import SignUpRules
from tenants.signups.tokens import token_of as invited_by
from tenants.team.tokens import token_of
from tests.conftest import PASSWORD
from tests.gallery.world import World
from tests.support.admin import admin_client, give_factor
from tests.support.passkeys import Device
from tests.support.visits import visit_client

type Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page to be seen: what it is called in the gallery, and how to get there."""

    name: str
    client: Client
    path: str
    status: int = 200
    data: Data | None = None  # posted, where there is some
    host: str = ""


def places(world: World) -> Iterator[Place]:
    """All of them."""
    yield from _platform(world)
    yield from _accounts(world)
    yield from _blogs(world)
    yield from _themes(world)
    yield from _studio(world)
    yield from _admin(world)


def _platform(world: World) -> Iterator[Place]:
    anybody, ines = world.client_of(None), world.client_of(world.people["ines"])
    mira, dora = world.client_of(world.people["mira"]), world.client_of(world.people["dora"])
    for name, path in (
        ("landing", "/"),
        ("about", "/about/"),
        ("contact", "/contact/"),
        ("contact-sent", "/contact/sent/"),
        ("report", "/report/?at=http%3A%2F%2Fnightferry.inkstead.localhost%2Fblog%2F"),
        ("report-sent", "/report/sent/"),
        ("discover", "/blog/"),
        ("discover-none", "/blog/?language=fr"),
        ("discover-nothing-found", "/blog/?q=nothing-like-it"),
        ("signup", "/signup/"),
    ):
        yield Place(name=f"platform-{name}", client=anybody, path=path)
    yield Place(name="platform-contact-errors", client=anybody, path="/contact/", data={})
    yield Place(name="platform-report-errors", client=anybody, path="/report/", data={})
    bad = {"email": "no", "password": "short", "name": "", "address": "admin"}
    yield Place(name="platform-signup-errors", client=anybody, path="/signup/", data=bad)
    yield from _sign_up(world)
    yield Place(name="platform-404", client=anybody, path="/nothing/", status=404)
    stranger = Client(HTTP_HOST="nobody-lives-here.localhost")
    yield Place(name="platform-unknown-host", client=stranger, path="/", status=404)
    yield Place(name="platform-dev-mail", client=anybody, path="/dev/mail/")
    yield Place(name="platform-landing-signed-in", client=ines, path="/")
    ada = world.client_of(world.people["ada"])
    for name, client in (("none", ada), ("one", dora), ("many", ines)):
        yield Place(name=f"platform-blogs-{name}", client=client, path="/blogs/")
    yield Place(name="platform-blog-new", client=ines, path="/blogs/new/")
    yield Place(
        name="platform-blog-new-errors",
        client=ines,
        path="/blogs/new/",
        data={"name": "", "address": "-"},
    )
    blog = world.blogs["full"].pk
    sure = sure_client(world, "ines")
    yield Place(name="platform-transfer", client=sure, path=f"/blogs/{blog}/transfer/")
    yield Place(
        name="platform-transfer-errors", client=sure, path=f"/blogs/{blog}/transfer/", data={}
    )
    yield Place(name="platform-archive", client=sure, path=f"/blogs/{blog}/archive/")
    yield Place(name="platform-delete", client=sure, path=f"/blogs/{blog}/delete/")
    yield Place(
        name="platform-delete-errors",
        client=sure,
        path=f"/blogs/{blog}/delete/",
        data={},
        status=422,
    )
    yield Place(name="platform-leave", client=mira, path=f"/blogs/{blog}/leave/")
    for name in ("by_link", "stale", "for_dora"):
        token = token_of(world.rows[name].pk)
        status = 410 if name == "stale" else 200
        path = f"/invitations/{token}/"
        yield Place(name=f"platform-invitation-{name}", client=anybody, path=path, status=status)
    to_dora = f"/invitations/{token_of(world.rows['for_dora'].pk)}/"
    yield Place(name="platform-invitation-hers", client=dora, path=to_dora)
    yield Place(name="platform-invitation-not-hers", client=ada, path=to_dora)
    yield Place(name="platform-handoff-refused", client=anybody, path="/handoff/", status=400)
    unmade = world.blogs["unmade"].pk
    nobody = world.client_of(None, world.blogs["unmade"])
    yield Place(name="blog-unmade", client=nobody, path="/", status=503)
    yield Place(name="platform-opening", client=mira, path=f"/blogs/{unmade}/opening/")


def _sign_up(world: World) -> Iterator[Place]:
    """The sign-up under each of the rules, which are those of before afterwards."""
    anybody, ines = world.client_of(None), world.client_of(world.people["ines"])
    yield Place(name="platform-signup-waiting", client=anybody, path="/signup/waiting/")
    for name, status in (("invite", 200), ("invite_letter", 200), ("invite_over", 410)):
        path = f"/signup/invited/{invited_by(world.rows[name].pk)}/"
        said = name.replace("_", "-")
        yield Place(name=f"platform-signup-{said}", client=anybody, path=path, status=status)
    path = f"/signup/invited/{invited_by(world.rows['invite_letter'].pk)}/"
    other = {"email": "eve@post.example", "password": "short", "name": "", "address": ""}
    yield Place(name="platform-signup-invite-errors", client=anybody, path=path, data=other)
    for mode in ("approve", "invite", "closed"):
        SignUpRules.objects.update_or_create(pk=1, defaults={"mode": mode, "new_blogs": False})
        yield Place(name=f"platform-signup-by-{mode}", client=anybody, path="/signup/")
        if mode == "approve":
            bad = {"email": "no", "address": "admin", "about": ""}
            yield Place(
                name="platform-signup-approve-errors", client=anybody, path="/signup/", data=bad
            )
    yield Place(name="platform-blog-new-closed", client=ines, path="/blogs/new/")
    SignUpRules.objects.all().delete()


def _accounts(world: World) -> Iterator[Place]:
    anybody, omar = world.client_of(None), world.people["omar"]
    bad = {"login": "omar@post.example", "password": "not this one at all"}
    yield Place(name="account-login", client=anybody, path="/accounts/login/")
    yield Place(name="account-login-errors", client=anybody, path="/accounts/login/", data=bad)
    yield Place(name="account-reset", client=anybody, path="/accounts/password/reset/")
    yield Place(
        name="account-reset-errors", client=anybody, path="/accounts/password/reset/", data={}
    )
    yield Place(name="account-reset-done", client=anybody, path="/accounts/password/reset/done/")
    token = default_token_generator.make_token(omar)
    key = f"/accounts/password/reset/key/{user_pk_to_url_str(omar)}-"
    fresh = world.client_of(None)
    yield Place(name="account-reset-key", client=fresh, path=f"{key}{token}/")
    yield Place(
        name="account-reset-key-errors",
        client=fresh,
        path=f"{key}set-password/",
        data={"password1": "short"},
    )
    yield Place(name="account-reset-key-old", client=anybody, path=f"{key}bad-token/")
    yield Place(
        name="account-reset-key-done", client=anybody, path="/accounts/password/reset/key/done/"
    )
    yield Place(name="account-inactive", client=anybody, path="/accounts/inactive/")
    yield Place(name="account-confirm-old", client=anybody, path="/accounts/confirm-email/nothing/")
    lone = EmailAddress.objects.create(
        user=world.people["lone"], email="lone@post.example", primary=True
    )
    confirm = f"/accounts/confirm-email/{EmailConfirmationHMAC.create(lone).key}/"
    yield Place(name="account-confirm", client=anybody, path=confirm)
    member = sure_client(world, "omar")
    for name, path in (
        ("home", ""),
        ("name", "name/"),
        ("sessions", "sessions/"),
        ("export", "export/"),
        ("close", "close/"),
        ("passkeys-none", "passkeys/"),
        ("passkey-add", "passkeys/add/"),
        ("email", "email/"),
        ("password", "password/change/"),
        ("second", "second/"),
        ("second-app", "second/app/"),
        ("logout", "logout/"),
        ("again", "reauthenticate/"),
    ):
        yield Place(name=f"account-{name}", client=member, path=f"/accounts/{path}")
    yield Place(
        name="account-password-errors",
        client=member,
        path="/accounts/password/change/",
        data={"oldpassword": "no", "password1": "short"},
    )
    yield Place(
        name="account-email-errors",
        client=member,
        path="/accounts/email/",
        data={"action_add": "", "email": "no"},
    )
    yield Place(
        name="account-app-errors",
        client=member,
        path="/accounts/second/app/",
        data={"code": "000000"},
    )
    yield Place(
        name="account-name-errors", client=member, path="/accounts/name/", data={"name": "a" * 121}
    )
    yield Place(name="account-close-errors", client=member, path="/accounts/close/", data={})
    yield Place(
        name="account-reopen-old", client=anybody, path="/accounts/reopen/nothing/", status=410
    )
    mira = world.people["mira"]
    mira.set_unusable_password()
    mira.save(update_fields=["password"])
    yield Place(
        name="account-password-set", client=world.client_of(mira), path="/accounts/password/set/"
    )
    jonas = world.people["jonas"]
    careful = sure_client(world, "jonas")
    give_factor(jonas)
    for name, path in (("recovery-new", "recovery/new/"), ("on", ""), ("remove", "app/remove/")):
        yield Place(name=f"account-second-{name}", client=careful, path=f"/accounts/second/{path}")
    careful.post("/accounts/second/recovery/new/", headers=from_here(careful))
    yield Place(name="account-second-codes", client=careful, path="/accounts/second/recovery/")
    stale = world.client_of(jonas)
    yield Place(name="account-second-again", client=stale, path="/accounts/second/again/")
    asked = {"publicKey": {"user": {"id": "eA"}, "challenge": "eA"}}
    kept = WebAuthn.add(jonas, "Laptop at home", Device().made(asked)).instance.pk
    for name, path in (
        ("passkeys", ""),
        ("passkey-rename", f"{kept}/rename/"),
        ("passkey-remove", f"{kept}/remove/"),
        ("passkey-again", "again/"),
    ):
        client = stale if name == "passkey-again" else careful
        yield Place(name=f"account-{name}", client=client, path=f"/accounts/passkeys/{path}")
    half = world.client_of(None)
    half.post(
        "/accounts/login/", {"login": jonas.email, "password": PASSWORD}, headers=from_here(half)
    )
    yield Place(name="account-second-code", client=half, path="/accounts/second/code/")
    yield Place(
        name="account-second-code-errors",
        client=half,
        path="/accounts/second/code/",
        data={"code": "000000"},
    )


def sure_client(world: World, who: str) -> Client:
    """Somebody's browser, in which they gave their password a moment ago."""
    client: Client = world.client_of(world.people[who])
    client.post("/accounts/reauthenticate/", {"password": PASSWORD}, headers=from_here(client))
    return client


def from_here(client: Client) -> dict[str, str]:
    """What a browser says about a form of the page's own host."""
    return {"Origin": f"http://{client.defaults['HTTP_HOST']}", "Sec-Fetch-Site": "same-origin"}


def _blogs(world: World) -> Iterator[Place]:
    full, arabic = (
        world.client_of(None, world.blogs["full"]),
        world.client_of(None, world.blogs["arabic"]),
    )
    post, arabic_post = world.rows["post"], world.rows["arabic"]
    yield from _readers_pages(world, "blog")
    for name, path in (
        ("home", "/"),
        ("list", "/blog/"),
        ("post", f"/blog/{arabic_post.slug}/"),
        ("search", "/search/?q=الملح"),
        ("contact", "/contact/"),
    ):
        yield Place(name=f"blog-arabic-{name}", client=arabic, path=path)
    yield Place(name="blog-arabic-404", client=arabic, path="/nothing/", status=404)
    bare = world.client_of(None, world.blogs["bare"])
    yield Place(name="blog-bare", client=bare, path="/")
    yield Place(name="blog-bare-list", client=bare, path="/blog/")
    for name, status in (("suspended", 403), ("deleted", 410)):
        client = world.client_of(None, world.blogs[name])
        yield Place(name=f"blog-{name}", client=client, path="/", status=status)
    member = world.client_of(world.people["ines"], world.blogs["full"])
    yield Place(name="blog-post-member", client=member, path=f"/blog/{post.slug}/")
    yield Place(name="blog-preview", client=full, path=f"/preview/{world.rows['preview']}/")
    yield Place(name="blog-handoff-refused", client=full, path="/handoff/?code=nothing", status=400)
    yield Place(name="blog-signed-out", client=member, path="/logout/", data={})


def _readers_pages(world: World, called: str) -> Iterator[Place]:
    """Every kind of page that a reader of one blog meets."""
    full, post = world.client_of(None, world.blogs["full"]), world.rows["post"]
    for name, path in (
        ("home", "/"),
        ("list", "/blog/"),
        ("list-2", "/blog/?page=2"),
        ("year", f"/archive/{post.published_at.year}/"),
        ("post", f"/blog/{post.slug}/"),
        ("post-long", f"/blog/{world.rows['long'].slug}/"),
        ("category", "/category/letters/"),
        ("tag", "/tag/salt/"),
        ("author", "/author/ines-okafor/"),
        ("page", "/about/"),
        ("contact", "/contact/"),
        ("contact-sent", "/contact/sent/"),
        ("search", "/search/"),
        ("search-found", "/search/?q=winter"),
        ("search-nothing", "/search/?q=submarine"),
        ("search-meant", "/search/?q=wintre"),
        ("search-no-word", "/search/?q=!?"),
    ):
        yield Place(name=f"{called}-{name}", client=full, path=path)
    yield Place(name=f"{called}-contact-errors", client=full, path="/contact/", data={})
    yield Place(name=f"{called}-404", client=full, path="/nothing/", status=404)
    gone = f"/blog/{world.rows['taken'].slug}/"
    yield Place(name=f"{called}-410", client=full, path=gone, status=410)


def _themes(world: World) -> Iterator[Place]:
    """The same in every other theme; what a blog wears is changed between two visits."""
    for theme in THEMES.keys() - {FOLIO.key}:
        world.wear(theme)
        yield from _readers_pages(world, f"blog-{theme}")
    world.wear(FOLIO.key)


def _studio(world: World) -> Iterator[Place]:
    def client(who: str, blog: str = "full") -> Client:
        return world.client_of(world.people[who], world.blogs[blog])

    ines, dora, long = client("ines"), client("dora", "bare"), client("ines", "long")
    rows, conflict = (
        world.rows,
        {"title": "Mine", "content": "One.\n\nMine.\n\nThree.", "version": "1"},
    )
    edit = f"posts/{rows['changed'].pk}/edit/"
    for name, path in (
        ("posts", "posts/"),
        ("posts-found", "posts/?q=river"),
        ("posts-none", "posts/?q=zzz"),
        ("posts-drafts", "posts/?status=draft"),
        ("posts-2", "posts/?page=2"),
        ("trash", "posts/?status=trash"),
        ("editor-new", "posts/new/"),
        ("editor-first", "posts/new/?first=1"),
        ("editor-full", f"posts/{rows['post'].pk}/edit/"),
        ("editor-trashed", f"posts/{rows['gone'].pk}/edit/"),
        ("editor-changes", f"posts/{rows['revised'].pk}/edit/"),
        ("changes", f"posts/{rows['revised'].pk}/changes/"),
        ("changes-none", f"posts/{rows['post'].pk}/changes/"),
        ("revisions", f"posts/{rows['revised'].pk}/revisions/"),
        ("revisions-two", f"posts/{rows['revised'].pk}/revisions/compare/?old=1&new=3"),
        ("preview", f"posts/{rows['post'].pk}/preview/"),
        ("preview-screens", f"posts/{rows['post'].pk}/preview/screens/"),
        ("preview-links", f"posts/{rows['revised'].pk}/links/"),
        ("pages", "pages/"),
        ("page-new", "pages/new/"),
        ("page-edit", f"pages/{rows['page'].pk}/edit/"),
        ("page-trashed", f"pages/{rows['gone_page'].pk}/edit/"),
        ("media", "media/"),
        ("media-none", "media/?q=zzz"),
        ("media-trash", "media/?status=trash"),
        ("picture", f"media/{rows['picture pier'].key}/"),
        ("picture-waiting", f"media/{rows['picture waiting'].key}/"),
        ("picture-failed", f"media/{rows['picture failed'].key}/"),
        ("picture-trashed", f"media/{rows['picture thrown-away'].key}/"),
        ("messages", "messages/"),
        ("messages-spam", "messages/?box=spam"),
        ("messages-trash", "messages/?box=trash"),
        ("message", f"messages/{rows['message0'].pk}/"),
        ("message-spam", f"messages/{rows['message2'].pk}/"),
        ("categories", "categories/"),
        ("category-new", "categories/new/"),
        ("category-edit", "categories/1/"),
        ("category-delete", "categories/1/delete/"),
        ("authors", "authors/"),
        ("author-new", "authors/new/"),
        ("author-edit", "authors/1/"),
        ("author-delete", "authors/1/delete/"),
        ("moves", "moves/"),
        ("team", "team/"),
        ("settings", "settings/"),
        ("domain", "settings/domain/"),
        ("plan", "settings/plan/"),
        ("history", "settings/history/"),
        ("look", "settings/look/"),
        ("look-chosen", "settings/look/?theme=fern&accent=%23ffe680&scheme=dark"),
        ("look-preview", "settings/look/preview/?theme=signal&accent=%23ffe680&scheme="),
        ("look-preview-dark", "settings/look/preview/?theme=fern&scheme=dark&at=post"),
    ):
        path = path.replace("categories/1/", f"categories/{rows['category']}/")
        path = path.replace("authors/1/", f"authors/{rows['author']}/")
        yield Place(name=f"studio-{name}", client=ines, path=f"/studio/{path}")
    for name, path, data, status in (
        (
            "editor-new-errors",
            "posts/new/",
            {"do": "publish", "title": "", "content": "x", "slug": "12"},
            200,
        ),
        ("editor-conflict", edit, conflict, 409),
        ("preview-links-errors", f"posts/{rows['revised'].pk}/links/", {"days": "9"}, 200),
        ("page-errors", "pages/new/", {}, 200),
        ("media-errors", "media/", {}, 200),
        ("category-errors", "categories/new/", {}, 200),
        ("moves-errors", "moves/", {}, 200),
        ("author-errors", "authors/new/", {}, 200),
        ("settings-errors", "settings/", {"name": ""}, 200),
        ("domain-errors", "settings/domain/", {"domain": "co.uk"}, 200),
        ("look-errors", "settings/look/", {"theme": "fern", "accent": "greenish"}, 200),
        ("team-errors", "team/invite/", {"do": "letter"}, 200),
    ):
        yield Place(
            name=f"studio-{name}", client=ines, path=f"/studio/{path}", data=data, status=status
        )
    for room in ("posts", "pages", "media", "messages", "categories", "authors", "team"):
        yield Place(name=f"studio-bare-{room}", client=dora, path=f"/studio/{room}/")
    yield Place(name="studio-bare-domain", client=dora, path="/studio/settings/domain/")
    for who, role in (
        ("jonas", "admin"),
        ("mira", "editor"),
        ("omar", "author"),
        ("lone", "contributor"),
    ):
        yield Place(name=f"studio-team-{role}", client=client(who), path="/studio/team/")
        yield Place(name=f"studio-posts-{role}", client=client(who), path="/studio/posts/")
    yield from _visited(world)
    yield Place(name="studio-refused", client=client("lone"), path="/studio/settings/", status=403)
    yield Place(name="studio-stranger", client=client("dora"), path="/studio/posts/", status=404)
    yield Place(name="studio-404", client=ines, path="/studio/posts/999999/edit/", status=404)
    yield Place(name="studio-long-posts", client=long, path="/studio/posts/")
    yield Place(name="studio-long-settings", client=long, path="/studio/settings/")
    yield Place(name="studio-long-history", client=long, path="/studio/settings/history/")
    yield Place(name="studio-long-editor", client=long, path="/studio/posts/new/")
    yield Place(
        name="studio-locked",
        client=long,
        path="/studio/posts/new/",
        data={"title": "What I wrote meanwhile", "content": "Two kinds.\n\nAnd a third."},
        status=423,
    )


def _visited(world: World) -> Iterator[Place]:
    """What the blog's people see of a visit, and what the visitor sees."""
    rows, blog = world.rows, world.blogs["full"]
    ines = world.client_of(world.people["ines"], blog)
    for name in ("visit_running", "visit_over"):
        path = f"/studio/visits/{rows[name].pk}/"
        yield Place(name=f"studio-{name.replace('_', '-')}", client=ines, path=path)
    visitor = visit_client(rows["visit_running"])
    post = rows["post"].pk
    for name, path in (
        ("posts", "/studio/posts/"),
        ("editor", f"/studio/posts/{post}/edit/"),
        ("home", "/"),
    ):
        yield Place(name=f"visitor-{name}", client=visitor, path=path)
    for name, path in (("held-off", "/studio/team/invite/"), ("left", "/logout/")):
        status = 403 if name == "held-off" else 200
        data = {"email": "ada@post.example", "role": "admin"}
        yield Place(name=f"visitor-{name}", client=visitor, path=path, data=data, status=status)


def _admin(world: World) -> Iterator[Place]:
    ada = admin_client(world.people["ada"])
    blog, gone, mira = world.blogs["full"].pk, world.blogs["deleted"].pk, world.people["mira"].pk
    rows = world.rows
    for name, path in (
        ("overview", ""),
        ("overview-year", "?span=12-months"),
        ("blogs", "blogs/"),
        ("blogs-none", "blogs/?q=zzz"),
        ("people", "people/"),
        ("people-none", "people/?q=zzz"),
        ("messages", "messages/"),
        ("audit", "audit/"),
        ("work", "work/"),
        ("signups", "signups/"),
        ("signups-none", "signups/?q=zzz"),
        ("signups-rules", "signups/rules/"),
        ("application", f"signups/{rows['application0'].pk}/"),
        ("application-approve", f"signups/{rows['application0'].pk}/approve/"),
        ("application-refuse", f"signups/{rows['application0'].pk}/refuse/"),
        ("application-refused", f"signups/{rows['application2'].pk}/"),
        ("invites", "invites/"),
        ("invite-new", "invites/new/"),
        ("invite", f"invites/{rows['invite'].pk}/"),
        ("invite-letter", f"invites/{rows['invite_letter'].pk}/"),
        ("invite-revoke", f"invites/{rows['invite'].pk}/revoke/"),
        ("invite-renew", f"invites/{rows['invite_over'].pk}/renew/"),
        ("plans", "plans/"),
        ("plans-none", "plans/?q=zzz"),
        ("reports", "reports/"),
        ("reports-none", "reports/?q=zzz"),
        ("report", f"reports/{rows['report'].pk}/"),
        ("report-uphold", f"reports/{rows['report'].pk}/uphold/"),
        ("report-dismiss", f"reports/{rows['report'].pk}/dismiss/"),
        ("report-reopen", f"reports/{rows['report'].pk}/reopen/"),
        ("visits", "visits/"),
        ("visits-none", "visits/?q=zzz"),
        ("visit", f"visits/{rows['visit'].pk}/"),
        ("visit-over", f"visits/{rows['visit_over'].pk}/"),
        ("visit-end", f"visits/{rows['visit'].pk}/end/"),
        ("watch", "watch/"),
        ("watch-none", "watch/?q=zzz"),
        ("watch-rules", "watch/rules/"),
        ("plan", f"plans/{rows['plan'].pk}/"),
        ("plan-new", "plans/new/"),
        ("plan-change", f"plans/{rows['plan'].pk}/edit/"),
        ("blog", f"blogs/{blog}/"),
        ("blog-deleted", f"blogs/{gone}/"),
        ("blog-closely", f"blogs/{blog}/?closely"),
        ("many", "many/"),
        ("many-job", f"many/{rows['job'].pk}/"),
        ("many-none", f"many/{rows['job'].pk}/?outcome=waiting"),
        ("many-undo", f"many/{rows['job'].pk}/undo/"),
        ("many-stop", f"many/{rows['job'].pk}/stop/"),
        ("person", f"people/{mira}/"),
        ("entry", f"audit/{rows['entry']}/"),
        ("message", f"messages/{rows['letter']}/"),
        ("work-page", f"work/{rows['work']}/"),
        *(
            (f"blog-{verb}", f"blogs/{blog}/{verb}/")
            for verb in (
                *("suspend", "lock", "distrust", "unlist", "hand-over", "rename", "delete"),
                *("back-up", "put-back", "take-back", "copy", "plan", "enter"),
            )
        ),
        *(
            (f"blog-{verb}", f"blogs/{gone}/{verb}/")
            for verb in ("resume", "list", "restore", "unlock", "trust", "purge")
        ),
        *(
            (f"person-{verb}", f"people/{mira}/{verb}/")
            for verb in ("sign-out", "disable", "enable", "enter-as")
        ),
    ):
        yield Place(name=f"admin-{name}", client=ada, path=f"/admin/{path}")
    yield Place(
        name="admin-blog-enter-errors",
        client=ada,
        path=f"/admin/blogs/{blog}/enter/",
        data={"reason": ""},
        status=422,
    )
    yield Place(
        name="admin-blog-suspend-errors",
        client=ada,
        path=f"/admin/blogs/{blog}/suspend/",
        data={"reason": ""},
        status=422,
    )
    yield Place(
        name="admin-blog-rename-errors",
        client=ada,
        path=f"/admin/blogs/{blog}/rename/",
        data={"address": "-"},
        status=422,
    )
    for name, path, data in (
        ("signups-rules", "signups/rules/", {"denied_domains": "no domain", "reason": ""}),
        ("watch-rules", "watch/rules/", {"words": "x" * 90, "reason": ""}),
        ("plan-new", "plans/new/", {"name": "", "posts": "-1", "reason": ""}),
        ("invite-new", "invites/new/", {"email": "no", "uses": "0", "days": ""}),
    ):
        path = f"/admin/{path}"
        yield Place(name=f"admin-{name}-errors", client=ada, path=path, data=data, status=422)
    asked = {"verb": "refuse", "picked": [str(rows[f"application{n}"].pk) for n in (0, 1)]}
    yield Place(name="admin-signups-bulk", client=ada, path="/admin/signups/bulk/", data=asked)
    picked = {"verb": "suspend", "picked": [str(blog), str(world.blogs["long"].pk)]}
    yield Place(name="admin-bulk", client=ada, path="/admin/blogs/bulk/", data=picked)
    everything = {"verb": "suspend", "all": "1", "query": "state=ready"}
    yield Place(name="admin-all", client=ada, path="/admin/blogs/bulk/", data=everything)
    yield Place(name="admin-404", client=ada, path="/admin/nothing/", status=404)
