"""The contents list: the sections of a text, as their headings say them."""

from __future__ import annotations

from blog.rendering import outline_of, render_markdown


def test_sections_are_listed_with_the_ids_that_the_page_has() -> None:
    source = (
        "# One\n\n## Two *and* `<b>`\n\n### Inner\n\n## Two and `<b>`\n\n## Note[^1]\n\n[^1]: x"
    )
    rendered = render_markdown(source)
    listed = outline_of(rendered.html)
    assert [section.text for section in listed] == ["One", "Two and <b>", "Two and <b>", "Note"]
    for section in listed:
        assert f'id="{section.ident}"' in rendered.html
    second_level = [heading.ident for heading in rendered.headings if heading.level == 2]
    assert [section.ident for section in listed] == second_level


def test_headings_in_code_and_without_words_are_none() -> None:
    source = "```html\n<h2 id='x'>no</h2>\n```\n\n## \n\n<h2>raw, without an id</h2>"
    assert outline_of(render_markdown(source).html) == []
