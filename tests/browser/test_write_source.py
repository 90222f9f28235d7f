"""Write mode changes what is changed in it and no other byte: texts by chance, in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypedDict

import pytest
from playwright.sync_api import Browser, Page, Route

from blog.rendering import render_markdown
from tests.browser.site import ROOT
from tests.support.markdown_texts import texts

HOST = "http://editor.example/"
PAGE = '<!doctype html><form><textarea id="text"></textarea><div id="rich"></div></form>'
POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'"}
WORD = "QZQ"
TEXTS, SEED = 70, 7

# For each text: opens it, and then, a block at a time, types a word at the block's end, puts a
# paragraph after it, takes it away; each is undone. Says what the field held each time.
WALK = """async (texts) => {
  const { open } = await import("/write.js");
  const [content, host] = [document.getElementById("text"), document.getElementById("rich")];
  const words = { label: "Text", hint: "", picture: "Picture", linkText: "words" };
  const rich = await open({ content, host, words, ask: async () => null, leave() {} });
  const { view } = rich;
  const { schema } = view.state;
  rich.wake();
  const put = (text) => { content.value = text; content.dispatchEvent(new Event("input")); };
  const key = (name) => new KeyboardEvent("keydown", { key: name, ctrlKey: true });
  const undo = () => view.someProp("handleKeyDown", (handle) => handle(view, key("z")));

  function endOf({ node, from }) {
    let end = node.isTextblock ? from + 1 + node.content.size : -1;
    node.descendants((inner, at) => {
      if (inner.isTextblock) end = from + 2 + at + inner.content.size;
    });
    return end;
  }
  function* deeds(range) {
    const { node, from, start, end } = range;
    const to = from + node.nodeSize;
    const at = endOf(range);
    // Beside a bare address a bracket would become a part of it.
    const typed = node.textContent.endsWith(")") ? " QZQ" : "QZQ";
    const more = schema.nodes.paragraph.create(null, schema.text("QZQ"));
    if (node.type.name !== "source" && at >= 0) {
      yield ["type", start, end, (tr) => tr.insertText(typed, at)];
    }
    yield ["after", end, end, (tr) => tr.insert(to, more)];
    yield ["delete", start, end, (tr) => tr.delete(from, to)];
  }
  function edited(text, [deed, start, end, edit]) {
    view.dispatch(edit(view.state.tr));
    rich.flush();
    const result = content.value;
    undo();
    rich.flush();
    const undone = content.value;
    if (undone !== text) put(text);
    return { deed, start, end, result, undone };
  }
  return texts.map((text) => {
    put(text);
    rich.flush();
    const opened = content.value;
    const all = rich.ranges().flatMap((range) => [...deeds(range)]);
    const edits = all.map((deed) => edited(text, deed));
    return { opened, edits, kinds: rich.ranges().map(({ node }) => node.type.name) };
  });
}"""


class Edit(TypedDict):
    deed: str
    start: int
    end: int
    result: str
    undone: str


@pytest.fixture
def empty_page(chromium: Browser) -> Iterator[Page]:
    """A page with a field, a place for the rich text, and the product's policy."""

    def answer(route: Route) -> None:
        if route.request.url.endswith("/write.js"):
            route.fulfill(path=ROOT / "static/app/write.js", content_type="text/javascript")
        else:
            route.fulfill(body=PAGE, content_type="text/html", headers=POLICY)

    page = chromium.new_page()
    page.route(f"{HOST}**", answer)
    page.goto(HOST)
    yield page
    page.close()


def said(text: str) -> str:
    """What readers get, but for the names of headings and the word that was typed."""
    html = re.sub(r'(id="|href="#)c-[^"]*', "", render_markdown(text).html)
    return "".join(html.replace(f"<p>{WORD}</p>", "").replace(WORD, "").split())


def wrong(text: str, edit: Edit) -> str:
    """What is wrong with an edit, or nothing."""
    result, before, after = edit["result"], text[: edit["start"]], text[edit["end"] :]
    if edit["undone"] != text:
        return f"undo leaves {edit['undone']!r}"
    if edit["deed"] != "type":  # white space between blocks may grow or go with one
        before, after = before.rstrip(), after.lstrip()
    if not (result.startswith(before) and result.endswith(after)):
        return f"other bytes changed: {result!r}"
    if edit["deed"] != "delete" and said(result) != said(text):
        return f"it says something else: {result!r}"
    return ""


def test_an_edit_changes_no_other_byte_and_undo_brings_all_back(empty_page: Page) -> None:
    known = texts(TEXTS, SEED)
    seen: set[str] = set()
    walked: list[dict[str, Any]] = empty_page.evaluate(WALK, known)
    for text, found in zip(known, walked, strict=True):
        assert found["opened"] == text
        seen |= set(found["kinds"])
        for edit in found["edits"]:
            assert not (fault := wrong(text, edit)), f"{edit['deed']} in {text!r}: {fault}"
    assert seen >= {
        "paragraph", "heading", "bullet_list", "ordered_list", "blockquote", "code_block", "table",
        "hr", "source",
    }  # fmt: skip
