"""Who may sign up, and who is asked in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.emails import EmailField
from inkstead.admin.form_fields import LineField, NumberField
from inkstead.admin.forms import PersonForm
from tenants.signups.mail import NoDomain, read_domains
from tenants.signups.models import MAX_USES, Mode, SignUpRules

MAX_DOMAINS = 20_000  # characters
MAX_NOTE = 200
MOST_DAYS = 365


class DomainsField(forms.CharField):
    """Domains of e-mail, one a line; the value is a list."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(
            attrs={"class": "input", "rows": 4, "spellcheck": "false", "dir": "ltr"}
        )
        super().__init__(required=False, max_length=MAX_DOMAINS, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return read_domains(super().clean(value))
        except NoDomain as error:
            raise forms.ValidationError(
                _("“%(typed)s” is no domain. One looks like example.com."),
                params={"typed": str(error)[:100]},
            ) from None

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class RulesForm(PersonForm):
    """The rules of sign-up, and why they change."""

    mode = forms.ChoiceField(
        label=_("Who may make an account"), choices=Mode.choices, widget=forms.RadioSelect
    )
    new_blogs = forms.BooleanField(
        label=_("People with an account may make more blogs"), required=False
    )
    new_blogs_trusted = forms.BooleanField(
        label=_("New blogs are trusted at once"),
        help_text=_(
            "Else search engines, discover and letters have to do with one only after an admin"
            " trusted it. It waits under Review."
        ),
        required=False,
    )
    allowed_domains = DomainsField(
        label=_("Only with an e-mail at"),
        help_text=_("One domain a line, each with all below it. Empty: everywhere."),
    )
    denied_domains = DomainsField(
        label=_("Never with an e-mail at"),
        help_text=_("One domain a line, each with all below it."),
    )
    refuse_disposable = forms.BooleanField(
        label=_("Refuse addresses to be thrown away"),
        help_text=_("By a list of some ten thousand providers that comes with each release."),
        required=False,
    )
    field_order = (
        *("mode", "new_blogs", "new_blogs_trusted", "allowed_domains", "denied_domains"),
        *("refuse_disposable", "reason"),
    )

    @classmethod
    def showing(cls, rules: SignUpRules) -> RulesForm:
        """The form with the rules as they are."""
        names = [name for name in cls.base_fields if name != "reason"]
        return cls(initial={name: getattr(rules, name) for name in names})


class InviteForm(PersonForm):
    """A link for so many people, or a letter to one."""

    note = LineField(
        label=_("Whom it is for"),
        max_length=MAX_NOTE,
        required=False,
        help_text=_("For admins alone, such as “the writing class”."),
    )
    email = EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("With one the link goes there, and works for that e-mail alone, once."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    uses = NumberField(label=_("How many may come"), min_value=1, max_value=MAX_USES, initial=1)
    days = NumberField(label=_("For how many days"), min_value=1, max_value=MOST_DAYS, initial=14)
    field_order = ("note", "email", "uses", "days", "reason")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("email") and data.get("uses", 1) != 1:
            self.add_error("uses", _("An invitation to one e-mail is for one person."))
        return data
