"""What there is to see: people, blogs in every state, and one blog with something of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.models import User
from blog.actions.create_page import create_page
from blog.actions.hand_in import hand_in
from blog.actions.inputs import PageInput, PostInput, Words
from blog.actions.keep_words import keep_words
from blog.actions.make_preview_link import make_preview_link
from blog.actions.many.edit import edit_many
from blog.actions.many.one import Editor
from blog.actions.many.verbs import Verb
from blog.actions.save_author import save_author
from blog.actions.save_category import save_category
from blog.actions.trash_page import trash_page
from blog.actions.trash_post import trash_post
from blog.actions.update_post import update_post
from blog.contact.models import Message
from blog.media.models import Picture
from blog.models import Author, Blog, Category, Page, Post, Tag
from blog.studio.many import name_of
from inkstead.models import ContactMessage
from journal import audit
from tenants.actions.appeal import appeal
from tenants.actions.archive_person import archive_person
from tenants.actions.ask_for_many import ask_for_many
from tenants.actions.ask_visit import ask_visit
from tenants.actions.begin_visit import begin_visit
from tenants.actions.change_plan import change_plan
from tenants.actions.change_role import change_role
from tenants.actions.close_person import close_person
from tenants.actions.create_tenant import create_tenant
from tenants.actions.decide_application import approve_application, refuse_application
from tenants.actions.end_visit import end_visit
from tenants.actions.erase_person import erase_person
from tenants.actions.invite_member import invite_member
from tenants.actions.invite_to_sign_up import invite_to_sign_up
from tenants.actions.keep_report import keep_report
from tenants.actions.lock_writing import lock_writing
from tenants.actions.notices import make_notice
from tenants.actions.restore_tenant import restore_tenant
from tenants.actions.revoke_sign_up_invitation import revoke_sign_up_invitation
from tenants.actions.save_plan import save_plan
from tenants.actions.set_listing import set_listing
from tenants.actions.suspend_tenant import suspend_tenant
from tenants.actions.trash_tenant import trash_tenant
from tenants.actions.unlist_tenant import unlist_tenant
from tenants.db.scope import tenant_transaction
from tenants.domains.findings import Code, Finding, Part
from tenants.domains.models import DomainClaim
from tenants.due.run import run_due
from tenants.house.models import Notice
from tenants.many.work import run_job
from tenants.models import Invitation, Membership, Tenant
from tenants.plans.models import Plan
from tenants.signups.models import Application
from tenants.visits.models import Ended
from tenants.watch.decisions import Decision
from tests.support.writing import draft, published

EVERYTHING = (Path(__file__).parent / "everything.md").read_text(encoding="utf-8")
ARABIC = (Path(__file__).parent / "arabic.md").read_text(encoding="utf-8")
LONG_ADDRESS = "the-quarterly-journal-of-letters-nobody-sent-and-some-they-did"
LONG_NAME = "The Quarterly Journal of Letters Nobody Sent, and Some They Did"
LONG_TITLE = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

APPLICANTS = (
    ("rhea", "I write about rivers, and about the people who live by them.\n\nTwice a week."),
    ("amal", "أكتب عن الملح والشتاء."),
    ("cheap", "Watches. Cheap watches. Many watches."),
    ("tomas", "A notebook of night ferries."),
)


@dataclass
class World:
    """Made once for a walk. Clients know who they are; `None` is anybody."""

    people: dict[str, User]
    blogs: dict[str, Tenant]
    client_of: Callable[..., Client]
    rows: dict[str, Any] = field(default_factory=dict)

    def wear(self, theme: str) -> None:
        """Let the full blog have that look from now on."""
        with tenant_transaction(self.blogs["full"]):
            Blog.objects.update(theme=theme)


def make_world(
    make_user: Callable[..., User], make_blog: Callable[..., Tenant], client_of: Any
) -> World:
    """Fill an empty database."""
    names = ("ines", "jonas", "mira", "omar", "dora", "lone", "ada", "greta", "nils")
    people = {n: make_user(f"{n}@post.example", name=n.title()) for n in names}
    for name, user in people.items():
        if name != "lone":
            _confirm(user)
    world = World(people, {}, client_of)
    ines = people["ines"]
    world.blogs["full"] = make_blog("nightferry", ines, "Night Ferry")
    world.blogs["bare"] = make_blog("bare", people["dora"], "Bare")
    world.blogs["long"] = make_blog(LONG_ADDRESS, ines, LONG_NAME)
    world.blogs["arabic"] = make_blog("rasail", people["omar"], "رسائل لم تُرسل")
    for state in ("suspended", "deleted"):
        world.blogs[state] = make_blog(f"{state}-one", ines, f"{state.title()} One")
    world.blogs["unmade"] = create_tenant(by=people["mira"], name="Not yet", address="notyet")
    _team(world)
    for name, fill in (("full", _full), ("bare", _bare), ("arabic", _arabic)):
        with tenant_transaction(world.blogs[name]):
            fill(world)
    _domains(world.blogs["full"])
    world.rows["plan"] = _plan(world.blogs["full"])
    world.rows["report"] = keep_report(
        world.blogs["full"],
        path="/blog/the-four-kinds/",
        category="copyright",
        text="The third paragraph is mine, word for word, from a letter of 2019.",
        name="Rhea",
        email="rhea@post.example",
    )
    _visits(world)
    set_listing(Tenant.objects.get(pk=world.blogs["full"].pk), by=ines, listed=True)
    while run_due():
        pass
    suspend_tenant(world.blogs["suspended"], by=people["ada"], reason="Sells copied shoes.")
    trash_tenant(world.blogs["deleted"], by=ines, reason="Begun anew elsewhere.")
    _decisions(world)
    world.rows["notice"] = _notice(world)
    _sign_ups(world)
    _leaving(world, make_blog)
    lock_writing(world.blogs["long"], by=people["ada"], reason="A complaint is being looked at.")
    others = [
        blog.pk for name, blog in world.blogs.items() if name not in {"full", "arabic", "bare"}
    ]
    world.rows["job"] = ask_for_many("unlist", others, by=people["ada"], reason="Robots wrote it.")
    run_job({"job": str(world.rows["job"].pk)})
    for number in range(3):
        ContactMessage.objects.create(
            name="Rhea Solberg", email="rhea@post.example", spam=number == 2,
            text="May a blog have two owners?\n\nWe are two.",
        )  # fmt: skip
    return world


def _decisions(world: World) -> None:
    """One that its owner objects to, and one that nobody wrote about."""
    standing = Decision.objects.get(tenant=world.blogs["suspended"])
    text = "They are my own shoes, and I sell none of them.\n\nLook at the pictures."
    world.rows["appealed"] = appeal(standing, by=world.people["ines"], text=text)
    unlist_tenant(world.blogs["bare"], by=world.people["ada"], reason="Nothing but drafts.")
    world.rows["decided"] = Decision.objects.get(tenant=world.blogs["bare"])


def _notice(world: World) -> Notice:
    """One to everybody, from now on."""
    now = timezone.now()
    return make_notice(
        by=world.people["ada"],
        reason="Announced.",
        text="On Sunday from 4 to 5 in the morning nobody can write: https://example.com/why",
        severity="warn",
        since=now,
        until=now + timedelta(days=7),
    )


def _visits(world: World) -> None:
    """One that was asked for, one that is over, and one that goes on."""
    blog, ada, mira = world.blogs["full"], world.people["ada"], world.people["mira"]
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    ada.refresh_from_db()
    why: dict[str, Any] = {"by": ada, "reason": "Pictures do not show, she wrote."}
    world.rows["visit"] = ask_visit(blog, person=mira, **why)
    for name, may_change in (("visit_over", False), ("visit_running", True)):
        row = ask_visit(blog, person=mira, may_change=may_change, **why)
        world.rows[name] = begin_visit(row.pk, by=ada, session_key="")
    end_visit(world.rows["visit_over"], why=Ended.LEFT, by=ada)
    looked = {"method": "GET", "status": 200, "visit": world.rows["visit_over"].pk}
    for path in ("/studio/posts/", "/studio/media/"):
        audit.record("visit.request", by=ada.pk, tenant_id=blog.pk, target=path, **looked)


def _sign_ups(world: World) -> None:
    """Applications and invitations in each state."""
    ada = world.people["ada"]
    for number, (who, about) in enumerate(APPLICANTS):
        world.rows[f"application{number}"] = Application.objects.create(
            email=f"{who}@post.example", password="!", blog_name=f"{who.title()} writes",
            address=f"{who}-writes", about=about, language="en",
        )  # fmt: skip
    refuse_application(world.rows["application2"], by=ada, reason="It sells watches.")
    approve_application(world.rows["application3"], by=ada, reason="Known to us.")
    for name, fields in (
        ("invite", {"note": "The writing class", "uses": 12}),
        ("invite_letter", {"email": "rhea@post.example", "note": "Rhea, the poet"}),
        ("invite_over", {"note": "Last year’s class", "uses": 30}),
    ):
        world.rows[name] = invite_to_sign_up(by=ada, days=14, reason="Asked for.", **fields)
    revoke_sign_up_invitation(world.rows["invite_over"], by=ada, reason="It is over.")


def _leaving(world: World, make_blog: Callable[..., Tenant]) -> None:
    """Greta, closed, with a blog in the trash and one that came back; Nils, erased; and somebody
    whose archive may be downloaded."""
    ada, greta, nils = (world.people[name] for name in ("ada", "greta", "nils"))
    for address in ("greta-one", "greta-two"):
        world.blogs[address] = make_blog(address, greta, address.replace("-", " ").title())
    Membership.objects.create(user=greta, tenant=world.blogs["bare"], role="author")
    close_person(greta, by=ada, reason="Letter of 12 May, answered from the e-mail.")
    restore_tenant(world.blogs["greta-two"], by=ada, reason="A mate asked for it.")
    close_person(nils, by=ada, reason="Letter of 3 May.")
    erase_person(nils, by=ada, reason="Letter of 3 May, by post, with an ID.", email=nils.email)
    archive_person(world.people["mira"], by=ada, reason="Letter of 12 May.")
    greta.refresh_from_db()


def _confirm(user: User) -> None:
    user.email_confirmed_at = timezone.now()
    user.save(update_fields=["email_confirmed_at"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def _plan(blog: Tenant) -> Plan:
    """A small one, with something of it used up and something nearly."""
    if not Plan.objects.filter(is_default=True).exists():
        save_plan(None, by=None, reason="To begin with.", name="Standard")
    size = 40 * 1024 * 1024
    limits = {"posts": 4, "storage_bytes": size, "people": 12, "domains": 4, "letters": 100}
    plan = save_plan(None, by=None, reason="For letters.", name="Letter paper", **limits)
    change_plan(blog, by=None, reason="They asked for it.", plan=plan)
    return plan


def _domains(tenant: Tenant) -> None:
    """One in each state; none has an address behind it, so that the blog is read where it is."""
    now = timezone.now()
    nothing = [
        Finding(Part.TOKEN, Code.TOKEN_MISSING, {"name": "_inkstead.letters.example.com"}),
        Finding(Part.POINTS, Code.NO_NAME, {"name": "letters.example.com"}),
    ]
    proxied = {"name": "nightferry.example.net", "proxy": "Cloudflare"}
    elsewhere = {"name": "example.org", "seen": "203.0.113.5", "wanted": "198.51.100.7"}
    for domain, state, findings, fields in (
        ("letters.example.com", "waiting", nothing, {}),
        ("ferry.example.com", "securing", [Finding(Part.CERTIFICATE, Code.CERTIFICATE_WAITS)], {}),
        ("xn--nachtfhre-02a.example.com", "live", [], {}),
        ("nightferry.example.net", "live", [Finding(Part.POINTS, Code.PROXIED, proxied)],
         {"failing_since": now - timedelta(days=2)}),
        ("example.org", "lapsed", [Finding(Part.POINTS, Code.ELSEWHERE, elsewhere)], {}),
    ):  # fmt: skip
        DomainClaim.objects.create(
            tenant=tenant,
            domain=domain,
            state=state,
            findings=[finding.as_json() for finding in findings],
            looked_at=now,
            look_due_at=now + timedelta(hours=1),
            **fields,
        )


def _team(world: World) -> None:
    tenant, ines = world.blogs["full"], world.people["ines"]
    for name, role in (("jonas", "admin"), ("mira", "editor"), ("omar", "author")):
        Membership.objects.create(user=world.people[name], tenant=tenant, role=role)
    Membership.objects.create(user=world.people["lone"], tenant=tenant, role="editor")
    change_role(tenant.id, user_id=world.people["lone"].pk, role="contributor", by=ines)
    by_letter = invite_member(tenant.id, role="author", email="new@post.example", by=ines)
    by_link = invite_member(tenant.id, role="editor", by=ines)
    for_dora = invite_member(tenant.id, role="author", email="dora@post.example", by=ines)
    stale = invite_member(tenant.id, role="editor", by=ines)
    Invitation.objects.filter(pk=stale.pk).update(expires_at=timezone.now() - timedelta(days=1))
    world.rows |= {"by_letter": by_letter, "by_link": by_link, "stale": stale, "for_dora": for_dora}


def _full(world: World) -> None:
    ines = world.people["ines"]
    Post.objects.all().delete()
    category = save_category(None, by=ines, name="Letters", description="Sent and unsent.")
    save_category(None, by=ines, name="Weather")
    author = save_author(None, by=ines, name="Ines Okafor", bio="Writes about ferries.")
    said: dict[str, Any] = {"category": category, "author": author, "tags": ("salt", "winter")}
    now = timezone.now()
    for number in range(12):
        title = f"Number {number + 1} of a long winter"
        published(ines, title, "A line or two.\n\nAnd more.", at=now - timedelta(days=number + 2))
    long = published(ines, LONG_TITLE, "Long words, too.", at=now - timedelta(days=1))
    everything = published(ines, "What the river keeps, and gives back", EVERYTHING, **said)
    published(ines, "To come", "Later.", at=now + timedelta(days=3))
    changed = draft(ines, "Changed elsewhere", "One.\n\nShe took it down.\n\nThree.")
    later = PostInput(title="Changed, elsewhere", content="One.\n\nShe put it back.\n\nThree.")
    update_post(changed, by=world.people["jonas"], data=later, version=1)
    revised = published(ines, "Revised", "One.\n\nShe took it *down*.\n\nThree.")
    typed = Words(title="Revised, and how", content="One.\n\nShe put it *back*.\n\nThree. Four.")
    for number, who in enumerate(("jonas", "ines")):
        keep_words(revised, by=world.people[who], words=typed, version=number + 1)
    world.rows["revised"] = revised
    _link, world.rows["preview"] = make_preview_link(revised, by=ines, days=7)
    lone = world.people["lone"]
    letter = draft(lone, "A letter from the ferry", "It was late.\n\nSo was I.")
    world.rows["handed"] = hand_in(letter, by=lone, note="Is the second line too much?")
    gone = draft(ines, "Thought better of", "Never mind.")
    trash_post(gone, by=ines)
    owner = Editor(ines, Membership(user=ines, tenant=world.blogs["full"], role="owner"))
    picks = [(long.pk, 1), (revised.pk, 1), (gone.pk, None)]
    world.rows["many"] = name_of(edit_many(picks, by=owner, verb=Verb.TAG, value="winter"))
    taken = published(ines, "Taken down", "Once.", at=now - timedelta(days=20))
    trash_post(taken, by=ines)
    world.rows |= {"post": everything, "long": long, "changed": changed, "gone": gone}
    world.rows["taken"] = taken
    _pictures(world)
    world.rows |= {"category": category.pk, "author": author.pk}
    world.rows["tag"] = Tag.objects.get(slug="salt").pk
    for title in ("Colophon", "No longer so"):
        page = create_page(by=ines, data=PageInput(title=title, content="Set in Source Serif."))
    trash_page(page, by=ines)
    world.rows |= {"page": Page.objects.get(slug="about"), "gone_page": page}
    text = "Which salt was it?\n\nI ask for a friend. " + "https://example.org/" + "a" * 80
    for number, (spam, gone_at) in enumerate(
        ((None, None), (None, None), (now, None), (None, now))
    ):
        world.rows[f"message{number}"] = Message.objects.create(
            name="Dora Reis", email="dora@post.example", text=text,
            read_at=now if number else None, spam_at=spam, trashed_at=gone_at,
        )  # fmt: skip


def _pictures(world: World) -> None:
    files = [
        {"w": 480, "h": 320, "f": f"480-0123456789abcdef.{kind}", "size": 9_000}
        for kind in ("jpg", "webp")
    ]
    fields = {"kind": "JPEG", "width": 900, "height": 600, "size": 18_000}
    states: dict[str, dict[str, Any]] = {
        "pier": {"state": "ready", "renditions": files, "alt": "A pier in fog."},
        "undescribed-" + "long-" * 8: {"state": "ready", "renditions": files},
        "waiting": {"state": "waiting"},
        "failed": {"state": "failed", "failure": "broken"},
        "thrown-away": {"state": "ready", "renditions": files, "trashed_at": timezone.now()},
    }
    for name, more in states.items():
        world.rows[f"picture {name}"] = Picture.objects.create(
            name=name, created_by_id=world.people["ines"].pk, **fields, **more
        )


def _bare(world: World) -> None:
    for model in (Post, Category, Tag, Author):
        model.objects.all().delete()
    Page.objects.all().delete()


def _arabic(world: World) -> None:
    omar = world.people["omar"]
    Blog.objects.filter(pk=1).update(language="ar", description="كلمات على ورق جيد.")
    Post.objects.all().delete()
    post = published(omar, "ما يحفظه النهر وما يعيده", ARABIC)
    published(omar, "الملح والشتاء", "نوعان من الملح.")
    world.rows["arabic"] = post
