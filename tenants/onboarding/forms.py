"""What a person types to have a blog. Every refusal has its own sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.emails import EmailField
from accounts.forms import PASSWORD_HINT
from accounts.models import User
from kit.text import UnprintableText, clean_line, clean_text
from tenants.actions.sign_up import SignUp, is_known
from tenants.actions.use_sign_up_invitation import Unusable
from tenants.names import Problem
from tenants.onboarding.addresses import Verdict, judge, refuse, suffix
from tenants.signups.guard import GuardedForm
from tenants.signups.mail import objection
from tenants.signups.models import MAX_ABOUT, SignUpInvitation
from tenants.signups.rules import current

MAX_NAME = 120
MAX_TYPED = 300  # an address is judged up to here; what is longer is only said to be too long


class LineField(forms.CharField):
    """One line of text that any page can show."""

    def to_python(self, value: Any) -> str:
        try:
            return clean_line(super().to_python(value) or "")
        except UnprintableText as error:
            raise _unprintable(error) from error


class BlogForm(forms.Form):
    """A blog's name and address."""

    name = LineField(
        label=_("Name of the blog"),
        max_length=MAX_NAME,
        error_messages={
            "required": _("Give the blog a name. You can change it later."),
            "max_length": _("A name has at most %(limit_value)d characters."),
        },
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,  # judge() has the sentence for an empty one
        help_text=_("Three to 63 letters a to z, digits or hyphens. It stays with the blog."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.verdict: Verdict | None = None
        super().__init__(*args, **kwargs)

    def clean_address(self) -> str:
        typed: str = self.cleaned_data["address"]
        name: str = self.cleaned_data.get("name", "")
        self.verdict = judge(typed[:MAX_TYPED], name=name)
        if self.verdict.problem is not None:
            raise ValidationError(self.verdict.message, code=self.verdict.problem.name.lower())
        return self.verdict.label

    def say_taken(self) -> None:
        """Somebody else was faster: say so by the field, with what is free instead."""
        self.verdict = refuse(self.label, Problem.TAKEN, name=self.blog_name)
        self.add_error("address", ValidationError(self.verdict.message, code="taken"))

    @property
    def blog_name(self) -> str:
        """The checked name."""
        return str(self.cleaned_data["name"])

    @property
    def label(self) -> str:
        """The checked address, without its fixed part."""
        return str(self.cleaned_data["address"])

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Free addresses, after one that cannot be had."""
        return self.verdict.suggestions if self.verdict else ()

    @property
    def suffix(self) -> str:
        """The fixed part that stands behind the address."""
        return suffix()


class SignUpForm(GuardedForm, BlogForm):
    """The same and an account, on one page; `invitation` is one to sign up, where there is one."""

    email = EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Your e-mail is missing: it is how you sign in."),
            "max_length": _("That is too long for an e-mail address."),
        },
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
    field_order: tuple[str, ...] = ("email", "password", "name", "address")
    tells_known = True

    def __init__(
        self, *args: Any, invitation: SignUpInvitation | None = None, **kwargs: Any
    ) -> None:
        self.invitation = invitation
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        sentence = objection(email, current())
        if sentence:
            raise ValidationError(sentence, code="domain")
        if self.invitation and self.invitation.email not in {"", email}:
            raise ValidationError(str(Unusable.OTHER.label), code="other")
        if self.tells_known and is_known(email):
            raise _known_email()
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "password" in data:
            try:
                validate_password(data["password"], User(email=data.get("email", "")))
            except ValidationError as error:
                self.add_error("password", error)
        self.guard()
        return data

    def say_known(self) -> None:
        """Somebody signed up with this e-mail a moment ago."""
        self.add_error("email", _known_email())

    def sign_up(self) -> SignUp:
        """The checked data."""
        data = self.cleaned_data
        return SignUp(
            email=data["email"],
            password=data["password"],
            blog_name=self.blog_name,
            address=self.label,
        )


class ApplicationForm(SignUpForm):
    """The same and a few words, where an admin looks at it first. Nobody learns who is known."""

    about = forms.CharField(
        label=_("About you"),
        help_text=_("Who you are, and what you would like to write about. An admin reads it."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Write a line about yourself.")},
    )
    field_order = ("email", "password", "name", "address", "about")
    tells_known = False

    def clean_about(self) -> str:
        try:
            about = clean_text(self.cleaned_data["about"]).strip()
        except UnprintableText as error:
            raise _unprintable(error) from error
        if len(about) > MAX_ABOUT:
            raise ValidationError(
                _("At most %(most)d characters, please; these are %(count)d."),
                code="max_length",
                params={"most": MAX_ABOUT, "count": len(about)},
            )
        return about


def _unprintable(error: UnprintableText) -> ValidationError:
    return ValidationError(
        _("There is a character in it that can’t be shown (%(code)s)."),
        code="unprintable",
        params={"code": error.codepoint},
    )


def _known_email() -> ValidationError:
    return ValidationError(
        _("There is an account with this e-mail. Sign in, and make another blog there."),
        code="known",
    )
