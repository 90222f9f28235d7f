"""Tenants and what selects them, all in the public schema."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from kit.known import known
from tenants.plans.limits import UNLIMITED, Limits
from tenants.querysets import (
    DomainQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    TenantQuerySet,
)
from tenants.roles import GIVEN, May, Role, may

SCHEMA_NAME = r"^t_[0-9a-f]{32}$"


def new_schema_name() -> str:
    """A schema name that was never used: `t_` and 32 hexadecimal digits."""
    return f"t_{uuid.uuid4().hex}"


class State(models.TextChoices):
    """Where a tenant is in its life; only `ready` is routed."""

    PROVISIONING = "provisioning", _("Being made")
    READY = "ready", _("Ready")
    SUSPENDED = "suspended", _("Suspended")
    DELETED = "deleted", _("In the trash")
    PURGED = "purged", _("Gone")


class Tenant(TenantMixin):  # type: ignore[misc]
    """One hosted blog as the platform sees it. The schema's name is fixed for the schema's life."""

    auto_create_schema = False  # tenants.provisioning makes it, all or nothing
    auto_drop_schema = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    schema_name = models.CharField(
        max_length=34, unique=True, default=new_schema_name, editable=False
    )
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(max_length=16, choices=State, default=State.PROVISIONING)
    state_since = models.DateTimeField(default=timezone.now)
    # What an admin wrote down when the state last changed; the owner reads it too.
    state_reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    # Which state the trash gives back: a blog that was suspended comes back suspended.
    state_before = models.CharField(
        max_length=16, choices=State, blank=True, default="", db_default=""
    )
    # In discover only when the owner wishes it and no admin refused.
    listed = models.BooleanField(_("listed in discover"), default=False, db_default=False)
    listing_refused = models.BooleanField(
        _("refused for discover"), default=False, db_default=False
    )
    # None, which only code from before leaves behind, limits nothing.
    plan = models.ForeignKey(
        "plans.Plan", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Why nothing may be changed in the studio now; empty: whoever may write, writes.
    lock_reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    # An admin's word. Without it: no search engines, no discover, no letters to anybody.
    trusted = models.BooleanField(_("trusted"), default=True, db_default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("blog")
        verbose_name_plural = _("blogs")
        indexes: ClassVar = [models.Index(fields=["state", "state_since"], name="tenant_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(schema_name__regex=SCHEMA_NAME), name="tenant_schema_name_form"
            ),
            known("state", State, "tenant_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limits(self) -> Limits:
        """What its plan allows."""
        return self.plan.limits if self.plan else UNLIMITED

    @property
    def is_locked(self) -> bool:
        """Whether an admin keeps everybody from changing it."""
        return bool(self.lock_reason)

    @property
    def may_be_listed(self) -> bool:
        """Whether discover has it, as far as the blog's own row tells."""
        open_ = self.state == State.READY and self.listed
        return open_ and not self.listing_refused and self.trusted


class Domain(DomainMixin):  # type: ignore[misc]
    """A host name that selects a tenant. `skeleton` is what it looks like, for look-alikes."""

    domain = models.CharField(max_length=253, unique=True)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="domains")
    is_primary = models.BooleanField(default=True)  # of those that the platform gave, the first
    # A name of the owner's own (tenants.domains). Of those, readers may be led to one.
    is_custom = models.BooleanField(default=False, db_default=False)
    is_canonical = models.BooleanField(default=False, db_default=False)
    skeleton = models.CharField(max_length=253, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = DomainQuerySet.as_manager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(domain__regex=r"^[a-z0-9.-]+$"), name="domain_lower_case"
            ),
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(is_primary=True), name="domain_one_primary"
            ),
            models.UniqueConstraint(
                fields=["tenant"],
                condition=models.Q(is_canonical=True),
                name="domain_one_canonical",
            ),
            models.CheckConstraint(
                condition=models.Q(is_primary=False, is_custom=True)
                | models.Q(is_canonical=False, is_custom=False),
                name="domain_custom_or_given",
            ),
        ]

    def __str__(self) -> str:
        return self.domain


class Membership(models.Model):
    """A user's role on a blog."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "tenant"], name="membership_once"),
            models.UniqueConstraint(
                fields=["tenant"], condition=models.Q(role=Role.OWNER), name="membership_one_owner"
            ),
            known("role", Role, "membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.tenant_id}"

    def may(self, right: May) -> bool:
        """Whether this role has `right`."""
        return may(self.role, right)

    @property
    def can_write(self) -> bool:
        """Whether this person may write posts here."""
        return self.may(May.WRITE)

    @property
    def role_label(self) -> str:
        """The role as people read it."""
        return str(Role(self.role).label)


class Invitation(models.Model):
    """Somebody may join a blog in a role: whoever has this e-mail, or, without one, the link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=16, choices=Role)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)  # in lower case
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(role__in=GIVEN), name="invitation_role_can_be_given"
            ),
            models.UniqueConstraint(
                fields=["tenant", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None) & ~models.Q(email=""),
                name="invitation_once_an_email",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email or 'link'} as {self.role} of {self.tenant_id}"

    @property
    def role_label(self) -> str:
        """The role as people read it."""
        return str(Role(self.role).label)


class HandoffCode(models.Model):
    """Carries a sign-in from the platform's host to a blog's, once; its SHA-256 is kept."""

    code_hash = models.CharField(primary_key=True, max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="+")
    host = models.CharField(max_length=253)
    challenge = models.CharField(max_length=64)
    next_path = models.CharField(max_length=2000)
    epoch = models.IntegerField()
    parent_session = models.CharField(max_length=40)
    visit_id = models.UUIDField(null=True)  # an admin's, who comes as somebody else
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("hand-off code")
        verbose_name_plural = _("hand-off codes")

    def __str__(self) -> str:
        return f"for {self.host} until {self.expires_at:%H:%M:%S}"


class ContentVersion(models.Model):
    """Counts what changed on a blog; caches compare it. Bumped in the writing transaction."""

    tenant = models.OneToOneField(
        Tenant, primary_key=True, on_delete=models.CASCADE, related_name="content_version"
    )
    version = models.BigIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.version}"


class TenantStats(models.Model):
    """The counts that lists of blogs show; kept by due work, never by scanning schemas."""

    tenant = models.OneToOneField(
        Tenant, primary_key=True, on_delete=models.CASCADE, related_name="stats"
    )
    posts = models.IntegerField(default=0)
    drafts = models.IntegerField(default=0)
    scheduled = models.IntegerField(default=0, db_default=0)
    last_published_at = models.DateTimeField(null=True)
    storage_bytes = models.BigIntegerField(default=0, db_default=0)
    # Letters of the blog's own (tenants.plans.letters) in the month that began that day (UTC).
    letters = models.IntegerField(default=0, db_default=0)
    letters_month = models.DateField(null=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("statistics")
        verbose_name_plural = _("statistics")

    def __str__(self) -> str:
        return f"{self.tenant_id}: {self.posts} posts"


class SchemaTemplate(models.Model):
    """The SQL script that makes a tenant schema, and the migrations it was recorded from."""

    leaves_hash = models.CharField(max_length=64, unique=True)
    statements = models.JSONField()
    # [app, name] of each migration that a schema made by the script has, and their version.
    applied = models.JSONField(default=list, db_default=[])
    version = models.CharField(max_length=64, default="", db_default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("schema template")
        verbose_name_plural = _("schema templates")

    def __str__(self) -> str:
        return self.leaves_hash[:12]


class FleetSchema(models.Model):
    """A tenant schema in this database: which migrations it has, and whether it is a spare.

    A schema without a row is not lost: its version is looked up where it stands, and noted.
    """

    schema_name = models.CharField(primary_key=True, max_length=34)
    version = models.CharField(max_length=64)  # see tenants.provisioning.version
    spare = models.BooleanField(default=False)  # ready, and no tenant's yet
    has_role = models.BooleanField()  # made while TENANT_ROLES was on
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("schema")
        verbose_name_plural = _("schemas")
        indexes: ClassVar = [
            models.Index(
                fields=["version", "made_at"], name="spare_oldest", condition=models.Q(spare=True)
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(schema_name__regex=SCHEMA_NAME), name="fleet_schema_name_form"
            )
        ]

    def __str__(self) -> str:
        return self.schema_name


class BareSchema(models.Model):
    """A schema with its role and nothing in it, that stands ready to be filled."""

    schema_name = models.CharField(primary_key=True, max_length=34)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("bare schema")
        verbose_name_plural = _("bare schemas")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(schema_name__regex=SCHEMA_NAME), name="bare_schema_name_form"
            )
        ]

    def __str__(self) -> str:
        return self.schema_name
