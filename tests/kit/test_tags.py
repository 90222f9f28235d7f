"""Our tags say what Django's say, in every language, and as often as they are asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Engine
from django.urls import NoReverseMatch
from django.utils import translation

from kit.tags.markup import moment

LAYOUTS = {
    "base": "{# whole #}<{% block title %}Blog{% endblock %}|{% block body %}{% endblock %}>",
    "other": "({% block body %}nothing{% endblock %} {% block title %}Other{% endblock %})",
    "between": '{% extends "base" %}{% block body %}'
    "[{% block inner %}{% endblock %}]{% endblock %}",
    "page": '{% extends "between" %}{% block title %}{{ n }}: {{ block.super }}{% endblock %}'
    "{% block inner %}{{ n }}{% endblock %}",
    "either": "{% extends layout %}{% block title %}{{ block.super }}!{% endblock %}",
    "empty": '{% extends "nothing" %}',
    "nothing": "",
}
LOADERS = [
    ("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", LAYOUTS)])
]
OURS = Engine(
    builtins=[*Engine.default_builtins, "kit.tags.always", "kit.tags.markup"],
    libraries={"i18n": "kit.tags.i18n", "static": "kit.tags.static"},
    loaders=LOADERS,
)
THEIRS = Engine(
    libraries={"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"},
    loaders=LOADERS,
)
NAMES: dict[str, Any] = {
    "title": "<Salt> & 50 % sea", "n": 1, "many": 3, "slug": "a b", "who": "Ines", "none": None,
}  # fmt: skip
TEMPLATES = [
    '{% translate "Archive" %}',
    '{% translate "100 %% of <it>" %}',
    '{% translate "Archive" as word %}[{{ word }}]',
    '{% translate "Archive" noop %}',
    '{% translate title %}',
    '{% translate "May" context "month name" %}',
    '{% translate "Archive"|upper %}',
    "{% blocktranslate trimmed with title=title %}\n Read More: {{ title }}{% endblocktranslate %}",
    "{% blocktranslate with title=title|upper %}Read More: {{ title }}{% endblocktranslate %}",
    "{% blocktranslate %}{{ who }} wrote 100 % of {{ nobody }}{% endblocktranslate %}",
    "{% blocktranslate trimmed count minutes=n %}{{ minutes }} min read{% plural %}"
    "{{ minutes }} min read{% endblocktranslate %}",
    "{% blocktranslate count minutes=many %}{{ minutes }} min by {{ who }}{% plural %}"
    "{{ minutes }} mins by {{ who }}{% endblocktranslate %}",
    "{% blocktranslate asvar said %}By {{ who }}{% endblocktranslate %}[{{ said }}]",
    '{% blocktranslate context "x" %}By {{ who }}{% endblocktranslate %}',
    "{% for who in 'ab' %}{% blocktranslate %}By {{ who }}{% endblocktranslate %}{% endfor %}",
    "{% autoescape off %}{% blocktranslate %}{{ title }}{% endblocktranslate %}{% endautoescape %}",
    "{% url 'home' %} {% url 'post_detail' slug %} {% url 'tag' slug=slug %}",
    "{% url 'home' as here %}[{{ here }}]{% url 'nothing' as there %}[{{ there }}]",
    "{% with name='home' %}{% url name %}{% endwith %}",
    "{% static 'blog/prose.css' %} {% static slug %} {% static 'a b' as file %}[{{ file }}]",
]  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_as_djangos(template: str) -> None:
    source = "{% load i18n static %}" + template
    ours, theirs = (engine.from_string(source) for engine in (OURS, THEIRS))
    for language in ("en", "de", "en", "ar"):
        with translation.override(language):
            for who in ("Ines", "Omar & <b>"):
                names = {**NAMES, "who": who}
                assert ours.render(Context(names)) == theirs.render(Context(names))


@pytest.mark.parametrize("name", ["base", "between", "page", "empty"])
def test_a_layout_is_filled_as_djangos(name: str) -> None:
    ours, theirs = (engine.get_template(name) for engine in (OURS, THEIRS))
    for n in range(3):
        assert ours.render(Context({"n": n})) == theirs.render(Context({"n": n}))


def test_a_layout_that_the_page_names_may_be_another_each_time() -> None:
    ours, theirs = (engine.get_template("either") for engine in (OURS, THEIRS))
    found = []
    for layout in ("base", "other", "base", "between", OURS.get_template("other")):
        found.append(ours.render(Context({"layout": layout})))
        assert found[-1] == theirs.render(Context({"layout": layout}))
    assert found == ["<Blog!|>", "(nothing Other!)", "<Blog!|>", "<Blog!|[]>", "(nothing Other!)"]


def test_a_name_that_no_pattern_has_is_refused() -> None:
    for source in ("{% url 'nothing' %}", "{% url none %}", "{% url 'post_detail' %}"):
        with pytest.raises(NoReverseMatch):
            OURS.from_string(source).render(Context(NAMES))


def test_a_moment_is_told_to_the_second() -> None:
    at = datetime(2026, 3, 14, 12, 0, 1, 999_999, tzinfo=UTC)
    assert moment(at) == "2026-03-14T12:00:01+00:00"
    assert moment(None) == ""
