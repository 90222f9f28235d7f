"""The form for an address of an older site."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.addresses import Thing, is_ours, path_of, thing_at, tidy_path
from blog.models.move import MAX_PATH_CHARS
from blog.studio.forms.fields import LineField


class MoveForm(forms.Form):
    """An old path, and what on this blog it leads to. Whole addresses may be pasted as well."""

    path = LineField(
        label=gettext_lazy("Old address"),
        max_length=2_000,
        required=True,
        error_messages={"required": gettext_lazy("Which address is to lead on?")},
        help_text=gettext_lazy("As on the older site: /2019/05/salt.html"),
    )
    target = LineField(
        label=gettext_lazy("Leads to"),
        max_length=2_000,
        required=True,
        error_messages={"required": gettext_lazy("Where is it to lead?")},
        help_text=gettext_lazy("The address of a post or page of this blog: /blog/salt/"),
        widget=forms.TextInput(attrs={"list": "targets"}),
    )

    def __init__(self, *args: object, hosts: set[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.hosts = hosts
        for field in self.fields.values():
            field.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}

    def clean_path(self) -> str:
        path = _path_in(self.cleaned_data["path"])
        if len(path) > MAX_PATH_CHARS:
            raise ValidationError(
                _("An address that leads on has at most %(most)s characters."),
                code="long",
                params={"most": MAX_PATH_CHARS},
            )
        if is_ours(path):
            raise ValidationError(_("The blog itself uses this address."), code="reserved")
        if thing_at(path) is not None:
            raise ValidationError(_("Something can be read at this address now."), code="taken")
        return path

    def clean_target(self) -> Thing:
        typed: str = self.cleaned_data["target"]
        thing = thing_at(_path_in(typed)) if _host_in(typed) in {"", *self.hosts} else None
        if thing is None:
            raise ValidationError(
                _("Nothing on this blog can be read at this address."), code="nowhere"
            )
        return thing

    def clean(self) -> None:
        path, target = self.cleaned_data.get("path"), self.cleaned_data.get("target")
        if path and target and path == path_of(target):
            self.add_error("path", _("It leads there already."))


def _path_in(typed: str) -> str:
    try:
        parts = urlsplit(typed)
    except ValueError:
        raise ValidationError(_("This is not an address."), code="invalid") from None
    path = tidy_path(unquote(parts.path))
    if not path.startswith("/") or "\0" in path or "\ufffd" in path:
        raise ValidationError(_("Begin it with a slash: /"), code="invalid")
    if parts.query:
        raise ValidationError(
            _("What follows a question mark cannot lead on by itself: leave it out."), code="query"
        )
    return path


def _host_in(typed: str) -> str:
    return (urlsplit(typed).hostname or "").lower()
