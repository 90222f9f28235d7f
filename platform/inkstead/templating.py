"""Django's templates, with the time they take told to `Server-Timing`."""

from __future__ import annotations

from typing import Any

from django.template.backends.django import DjangoTemplates, Template

from kit.timings import timed


class TimedTemplates(DjangoTemplates):
    """Django's backend; what it renders is measured as `render` while a request is measured."""

    def get_template(self, template_name: str) -> Template:
        return _Timed.of(super().get_template(template_name))

    def from_string(self, template_code: str) -> Template:
        return _Timed.of(super().from_string(template_code))


class _Timed(Template):
    @classmethod
    def of(cls, plain: Template) -> _Timed:
        return cls(plain.template, plain.backend)

    def render(self, context: Any = None, request: Any = None) -> Any:
        with timed("render"):
            return super().render(context, request)
