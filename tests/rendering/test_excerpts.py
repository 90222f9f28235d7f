"""The words of a text."""

import pytest

from blog.rendering import render_markdown

WORDS = [
    ("", "", "", 0),
    ("*One* **two**", "One two", "One two", 2),
    ("# Title\n\nText.", "Title\n\nText.", "Text.", 2),
    ("a\nb", "a\nb", "a b", 2),
    ("- one\n- two", "one\n\ntwo", "one two", 2),
    ("a &amp; b &lt;c&gt;", "a & b <c>", "a & b <c>", 3),
    ("![alt words](x.png) text", "text", "text", 1),
    ("```python\nx = 1\n```\n\nprose", "x = 1\n\nprose", "prose", 3),
    ("```python\ndef f():\n    pass\n```", "def f():\n    pass", "def f(): pass", 3),
    ("|a|b|\n|-|-|\n|c|d|", "a b\n\nc d", "a b c d", 4),
    ("word[^1] more\n\n[^1]: the note", "word more\n\nthe note", "word more", 4),
    ("- [x] done", "☑ done", "☑ done", 1),
    ("a<script>b</script><!-- c -->d", "ad", "ad", 1),
    ("漢字漢字", "漢字漢字", "漢字漢字", 2),
    ("$E=mc^2$ holds", "E=mc^2 holds", "E=mc^2 holds", 4),
    (r"Half is $\frac{1}{2}$ so.", r"Half is \frac{1}{2} so.", "Half is … so.", 6),
    ("Before.\n\n$$x<y$$\n\nAfter.", "Before.\n\nx<y\n\nAfter.", "Before. After.", 4),
    ("# Only a title", "Only a title", "Only a title", 3),
]


@pytest.mark.parametrize(("source", "plain", "summary", "words"), WORDS)
def test_words(source: str, plain: str, summary: str, words: int) -> None:
    rendered = render_markdown(source)
    assert (rendered.plain, rendered.summary, rendered.words) == (plain, summary, words)


def test_a_summary_is_cut_between_words() -> None:
    summary = render_markdown("# T\n\n" + "some words here\n\n" * 40).summary
    assert len(summary) <= 200
    assert summary.startswith("some words here some")
    assert summary.endswith("…")
    assert summary[:-1].split()[-1] in {"some", "words", "here"}


def test_markup_never_shows_in_words() -> None:
    rendered = render_markdown(
        "# h\n\n- [ ] t\n\n```js\nlet x\n```\n\n> [q](/x) <b>b</b>[^1]\n\n[^1]: n"
    )
    for words in (rendered.plain, rendered.summary):
        assert not {"<", ">", "#", "[", "↩"} & set(words), words
