"""Every field that names a person, of every model: exported, or said why not."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from accounts.export.registry import all_facts
from accounts.letters import queue_letter
from accounts.models import User
from tenants.actions.ask_visit import ask_visit
from tenants.actions.hand_over import hand_over
from tenants.archive.hooks import columns_naming_people
from tenants.models import Tenant
from tenants.signups.models import SignUpInvitation
from tests.conftest import MakeBlog, MakeUser

# The key of account.json that has it.
EXPORTED = {
    "accounts.User.email": "profile",
    "accounts.User.name": "profile",
    "accounts.Session.user": "sessions",
    "accounts.Session.browser": "sessions",
    "account.EmailAddress.user": "emails",
    "account.EmailAddress.email": "emails",
    "mfa.Authenticator.user": "second_factors",
    "journal.AuditEntry.actor_id": "audit",
    "journal.AuditEntry.target": "audit",
    "journal.AuditEntry.details": "hand_overs",
    "journal.PlatformWork.payload": "letters",
    "tenants.Membership.user": "blogs",
    "tenants.Invitation.email": "invitations_received",
    "tenants.Invitation.invited_by": "invitations_sent",
    "tenants.Invitation.accepted_by": "invitations_received",
    "archive.Job.by": "asked_for",
    "signups.SignUpInvitation.email": "sign_up_invitations",
    "signups.SignUpInvitation.made_by": "sign_up_invitations",
    "signups.Application.email": "applications",
    "signups.Application.about": "applications",
    "watch.Report.name": "reports",
    "watch.Report.email": "reports",
    "watch.Report.text": "reports",
    "watch.Decision.appealed_by": "appeals",
    "visits.Visit.admin": "visits",
    "visits.Visit.person": "visits",
    "inkstead.ContactMessage.name": "messages_to_the_platform",
    "inkstead.ContactMessage.email": "messages_to_the_platform",
    "inkstead.ContactMessage.text": "messages_to_the_platform",
}
BLOGS = "in the folder of the blog, whose owner takes it along; the id itself says nothing more"
READERS = "what somebody wrote to a blog is the blog's; who sent it was asked for no account"
SECOND = "lives for seconds"
UNUSED = "Django's own, and empty here: no code of ours writes it"
ADMIN = "which admin decided is no fact about whom it was decided"
WITHOUT = {
    "accounts.User_groups.user": UNUSED,
    "accounts.User_user_permissions.user": UNUSED,
    "admin.LogEntry.user": UNUSED,
    "mfa.Authenticator.data": "secrets: what there is stands in second_factors",
    "tenants.HandoffCode.user": SECOND,
    "tenants.HandoffCode.visit_id": SECOND,
    "archive.Job.options": "which archive, and no person",
    "many.ManyJob.by": "an admin's work on blogs; the audit has each deed",
    "signups.Application.decided_by": ADMIN,
    "watch.Report.decided_by": ADMIN,
    "watch.Decision.decided_by": ADMIN,
    "watch.Decision.answered_by": ADMIN,
    "watch.Review.decided_by": ADMIN,
    "house.Notice.made_by": ADMIN,
    "house.Notice.text": "what the platform says to blogs",
    "journal.DueTenant.token": "of a row, not of a person",
    "blog.OutboxEntry.payload": "due work of a blog, gone once it is done",
    "blog.Author.user_id": BLOGS,
    "blog.Author.name": BLOGS,
    "blog.Post.created_by_id": BLOGS,
    "blog.Post.begun_as": "of a draft, so that it is not begun twice",
    "blog.PreviewLink.made_by_id": BLOGS,
    "blog.PreviewLink.revoked_by_id": BLOGS,
    "blog.HandIn.handed_by_id": BLOGS,
    "blog.HandIn.answered_by_id": BLOGS,
    "blog.Revision.saved_by_id": BLOGS,
    "media.Picture.created_by_id": BLOGS,
    "contact.Message.name": READERS,
    "contact.Message.email": READERS,
    "contact.Message.text": READERS,
}
WORDS = {"payload", "target", "details", "text", "about", "data", "options", "browser", "email"}
NAMED = {"User", "Author", "Report", "ContactMessage", "Message"}  # whose name is a person's


def names_a_person(field: Any) -> bool:
    """Whether it may: a user, an e-mail, an id of whatever, a name, or words from outside."""
    if field.is_relation:
        return bool(field.related_model is User)
    free_id = isinstance(field, models.UUIDField) and not field.primary_key
    name = field.name == "name" and field.model.__name__ in NAMED
    mail = isinstance(field, models.EmailField)
    return mail or name or field.name in WORDS or (free_id and field.name != "tenant_id")


def test_each_field_is_exported_or_named_with_a_reason() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if names_a_person(field)
    }
    assert found == EXPORTED.keys() | WITHOUT.keys()
    assert not EXPORTED.keys() & WITHOUT.keys()


def test_what_blogs_say_to_name_people_is_among_them() -> None:
    tables = {model._meta.db_table: model._meta.label for model in apps.get_models()}
    for table, columns in columns_naming_people().items():
        assert {f"{tables[table]}.{column}" for column in columns} <= WITHOUT.keys()


@pytest.mark.django_db
def test_every_key_is_in_account_json(
    make_blog: MakeBlog, alice: User, user_factory: MakeUser
) -> None:
    ada = user_factory("ada@post.example", is_staff=True)
    User.objects.filter(pk=alice.pk).update(email_confirmed_at=timezone.now())
    alice.refresh_from_db()
    tenant: Tenant = make_blog("alice", alice)
    ask_visit(tenant, person=alice, by=ada, reason="A picture does not show.")
    SignUpInvitation.objects.create(email=alice.email, expires_at=timezone.now())
    queue_letter("blog_transferred", email=alice.email, blog="Alice")
    hand_over(tenant, by=ada, email=ada.email, reason="She asked.")
    facts = all_facts(alice)
    assert set(EXPORTED.values()) <= facts.keys()
    [visit] = facts["visits"]
    assert (visit["as"], visit["reason"]) == ("you", "A picture does not show.")
    assert [one["email"] for one in facts["sign_up_invitations"]] == [alice.email]
    assert "blog_transferred" in {one["about"] for one in facts["letters"]}
    [given] = facts["hand_overs"]
    assert (given["owner"], given["reason"]) == ("somebody else", "She asked.")
    assert "Ada" not in str(facts)
