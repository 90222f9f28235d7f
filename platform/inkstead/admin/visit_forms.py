"""What is asked before an admin enters a studio in somebody's place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inkstead.admin.forms import ReasonForm
from tenants.models import Domain, Membership, State, Tenant

WRITTEN = _("It is kept for good, and they read it in the letter and in the blog’s history.")


class VisitForm(ReasonForm):
    """Why, and whether to look alone."""

    may_change = forms.BooleanField(
        label=_("I have to change something there"),
        help_text=_("Without it nothing can be changed by you, whatever you press."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = WRITTEN


class EnterForm(VisitForm):
    """As whom, of a blog's team: by e-mail. Admins of the platform are not among them."""

    person = forms.ChoiceField(
        label=_("As whom"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say as whom.")},
    )
    field_order = ("person", "reason", "may_change")

    def __init__(self, *args: Any, row: Tenant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = {m.user.email: m for m in _visited(row)}
        _offer(self, "person", [(mail, _mate(m)) for mail, m in self.team.items()])

    def clean_person(self) -> User:
        person: User = self.team[self.cleaned_data["person"]].user
        return person


class EnterAsForm(VisitForm):
    """Which of a person's blogs: by address."""

    blog = forms.ChoiceField(
        label=_("Which blog"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which blog.")},
    )
    field_order = ("blog", "reason", "may_change")

    def __init__(self, *args: Any, row: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blogs = _open_blogs(row)
        _offer(self, "blog", [(host, f"{t.name} · {host}") for host, t in self.blogs.items()])

    def clean_blog(self) -> Tenant:
        return self.blogs[self.cleaned_data["blog"]]


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
    if len(choices) == 1:
        form.fields[name].initial = choices[0][0]


def _visited(tenant: Tenant) -> list[Membership]:
    team = Membership.objects.team_of(tenant.pk)
    open_ones = team.filter(user__is_active=True, user__is_staff=False, user__is_superuser=False)
    return list(open_ones)


def _mate(member: Membership) -> str:
    return f"{member.user.display_name} · {member.role_label}"


def _open_blogs(person: User) -> dict[str, Tenant]:
    own = Membership.objects.filter(user=person, tenant__state=State.READY).values("tenant")
    first = Domain.objects.filter(tenant__in=own, is_primary=True).select_related("tenant")
    return {domain.domain: domain.tenant for domain in first.order_by("tenant__name", "pk")}
