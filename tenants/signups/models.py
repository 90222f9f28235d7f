"""The rules of sign-up, and who asked or was asked in. All in the public schema."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.known import known

MAX_ABOUT = 1000
MAX_USES = 1000


class Mode(models.TextChoices):
    """Who may make an account."""

    OPEN = "open", _("Everybody")
    INVITE = "invite", _("Who was invited")
    APPROVE = "approve", _("Who was approved by an admin")
    CLOSED = "closed", _("Nobody")


def trusted_at_first() -> bool:
    """Whether new blogs are trusted where no admin said anything: not on a hosted platform."""
    trusted: bool = settings.NEW_BLOGS_TRUSTED
    return trusted


class SignUpRules(models.Model):
    """The one row of rules, asked by every sign-up; without it everybody may come."""

    id = models.IntegerField(primary_key=True, default=1, editable=False)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.OPEN)
    # Whether people who have an account may make one more blog.
    new_blogs = models.BooleanField(default=True)
    # Else search engines, discover and letters wait until an admin trusted a blog.
    new_blogs_trusted = models.BooleanField(default=trusted_at_first, db_default=False)
    refuse_disposable = models.BooleanField(default=False)
    # Domains of e-mail, in ASCII, each with all below it. None allowed: all are.
    allowed_domains = models.JSONField(default=list, blank=True)
    denied_domains = models.JSONField(default=list, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rules of sign-up")
        verbose_name_plural = _("rules of sign-up")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="signup_rules_are_one"),
            known("mode", Mode, "signup_mode_known"),
        ]

    def __str__(self) -> str:
        return self.mode


class SignUpInvitation(models.Model):
    """A link by which so many people may sign up, or one whose e-mail it names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)  # in lower case
    note = models.CharField(max_length=200, blank=True)  # for admins: whom it is for
    uses = models.IntegerField(default=1)
    used = models.IntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation to sign up")
        verbose_name_plural = _("invitations to sign up")
        indexes: ClassVar = [models.Index(F("created_at").desc(), name="signup_invitation_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(uses__gte=1, uses__lte=MAX_USES), name="signup_invitation_uses"
            ),
            models.CheckConstraint(
                condition=Q(used__gte=0, used__lte=F("uses")), name="signup_invitation_used"
            ),
            models.CheckConstraint(
                condition=Q(email="") | Q(uses=1), name="signup_invitation_one_email_once"
            ),
        ]

    def __str__(self) -> str:
        return self.email or self.note or f"…{self.id.hex[-6:]}"


class Decision(models.TextChoices):
    """What became of an application."""

    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")


class Application(models.Model):
    """Somebody who asks for an account and a blog. Forgotten thirty days after the decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254)  # in lower case
    password = models.CharField(max_length=128, blank=True)  # hashed; the account's to be
    blog_name = models.CharField(max_length=120)
    address = models.CharField(max_length=63)
    about = models.CharField(max_length=MAX_ABOUT)
    language = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=8, choices=Decision, default=Decision.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes: ClassVar = [
            models.Index(fields=["state", "created_at"], name="application_by_state")
        ]
        constraints: ClassVar = [
            known("state", Decision, "application_state_known"),
            models.UniqueConstraint(
                fields=["email"], condition=Q(state="waiting"), name="application_once_an_email"
            ),
        ]

    def __str__(self) -> str:
        return self.email
