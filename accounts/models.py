"""Users and their sessions. Both live in the public schema, the same on every blog."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Save a user; `email` is kept in lower case. Raises IntegrityError when it is taken."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Save a user who may do everything in the platform's admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Raising `session_epoch` ends every session at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    # What the pages and letters for this person speak; empty: whatever the browser asks for.
    language = models.CharField(_("language"), max_length=16, blank=True, default="", db_default="")
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    session_epoch = models.IntegerField(default=1)
    # The person closed the account themselves; it is erased 30 days later. Not active meanwhile.
    closed_at = models.DateTimeField(null=True, blank=True)
    # Whether signing in without a password is still to be offered: no passkey, no "no, thanks" yet.
    offer_passkey = models.BooleanField(default=True, db_default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case_unique"),
            models.CheckConstraint(
                condition=models.Q(session_epoch__gte=1), name="user_epoch_from_1"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(is_active=False),
                name="user_closed_is_not_active",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def mail_domain(self) -> str:
        """What stands behind the @."""
        return self.email.rpartition("@")[2]

    @property
    def email_confirmed(self) -> bool:
        """Whether the person followed the link in our letter."""
        return self.email_confirmed_at is not None

    @property
    def display_name(self) -> str:
        """The name they gave, else the part of the e-mail before the @."""
        return self.name or self.email.partition("@")[0]


class Session(AbstractBaseSession):
    """A signed-in browser on one host. A blog's session hangs on the platform's (`parent`)."""

    # The database cascades: a blog's session may be made while its parent is being deleted.
    user = models.ForeignKey(User, null=True, on_delete=models.DB_CASCADE, related_name="sessions")
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.DB_CASCADE, related_name="children"
    )
    tenant_id = models.UUIDField(null=True)
    host = models.CharField(max_length=253, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Written at most every five minutes. What the browser is called, and what it runs on, are all
    # that is kept of its User-Agent; no network address is.
    seen_at = models.DateTimeField(default=timezone.now, db_default=Now())
    browser = models.CharField(max_length=24, blank=True, default="", db_default="")
    system = models.CharField(max_length=24, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from accounts.sessions import SessionStore

        return SessionStore
