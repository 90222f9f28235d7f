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
# A formula right behind a list: the reader sees it in a paragraph of its own, remark in the list.
GLUED = {
    "- one\n- two\n$$x^2$$": ["bullet_list", "source"],
    "1. one\n   more\n $$x$$  \n\nWords.": ["ordered_list", "source", "paragraph"],
    "- a\n  - b\n$$y$$\nwords": ["bullet_list", "source"],
    "- [ ] t\n$$y$$\n\n* a\n$$z$$\n": ["bullet_list", "source", "bullet_list", "source"],
    "- > q\n$$y$$": ["bullet_list", "source"],
    "- a\n$$y$$ words": ["source"],
    "- a\n$$\ny\n$$": ["source"],
    "- a\n  $$y$$\n- b": ["source"],
    "- a\n$$y$$\n- c": ["bullet_list", "source"],
}

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


KINDS = """async (texts) => {
  const { open } = await import("/write.js");
  const [content, host] = [document.getElementById("text"), document.getElementById("rich")];
  const words = { label: "Text", hint: "", picture: "Picture", linkText: "words" };
  host.replaceChildren();
  content.value = "";
  const rich = await open({ content, host, words, ask: async () => null, leave() {} });
  rich.wake();
  return texts.map((text) => {
    content.value = text;
    content.dispatchEvent(new Event("input"));
    return rich.ranges().map(({ node }) => node.type.name);
  });
}"""
# For each text: what its blocks are when it is opened and checked later, by and by, and whether an
# edit that does not wait for that finds them checked.
LATER = """async (texts) => {
  const { open } = await import("/write.js");
  const [content, host] = [document.getElementById("text"), document.getElementById("rich")];
  const words = { label: "Text", hint: "", picture: "Picture", linkText: "words" };
  const kinds = (rich) => rich.ranges().map(({ node }) => node.type.name);
  const found = [];
  for (const text of texts) {
    host.replaceChildren();
    content.value = text;
    const rich = await open({ content, host, words, ask: async () => null, leave() {} });
    rich.wake();
    const first = kinds(rich);
    if (found.length % 2) rich.settle();
    else rich.view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
    const then = kinds(rich);
    rich.flush();
    found.push({ first, then, source: content.value, at: rich.caret() });
    rich.sleep();
  }
  return found;
}"""

# Each text, opened so that a part of it is read and the rest is not: what its blocks are then; what
# the field holds after a word was typed, and was undone; and blocks and field when all is read.
BY_AND_BY = """async ([texts, first]) => {
  const { open } = await import("/write.js");
  const [content, host] = [document.getElementById("text"), document.getElementById("rich")];
  const words = { label: "Text", hint: "", picture: "Picture", linkText: "words" };
  const kinds = (rich) => rich.ranges().map(({ node }) => node.type.name);
  const undo = new KeyboardEvent("keydown", { key: "z", ctrlKey: true });
  const found = [];
  for (const text of texts) {
    host.replaceChildren();
    content.value = text;
    const told = { ask: async () => null, leave() {} };
    const rich = await open({ content, host, words, ...told, first: first ?? Infinity });
    rich.wake();
    const { view } = rich;
    const begun = kinds(rich);
    view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
    const isWords = ({ node }) => node.isTextblock && node.type.name !== "source";
    const range = rich.ranges().find(isWords);
    let typed = null;
    if (range) {
      const end = range.from + 1 + range.node.content.size;
      view.dispatch(view.state.tr.insertText(" QZQ", end));
      rich.flush();
      typed = content.value;
      view.someProp("handleKeyDown", (handle) => handle(view, undo));
      rich.flush();
    }
    const undone = content.value;
    rich.settle();
    rich.flush();
    found.push({ begun, typed, undone, kinds: kinds(rich), source: content.value });
    rich.sleep();
  }
  return found;
}"""

# Puts the caret into what is not read yet, and has it read: before which words it is each time.
CARET = """async ([text, words]) => {
  const { open } = await import("/write.js");
  const [content, host] = [document.getElementById("text"), document.getElementById("rich")];
  host.replaceChildren();
  content.value = text;
  const told = { label: "Text", hint: "", picture: "Picture", linkText: "words" };
  const more = { ask: async () => null, leave() {}, first: 4 };
  const rich = await open({ content, host, words: told, ...more });
  rich.wake();
  const { view } = rich;
  const [rest] = rich.ranges().slice(-1);
  const { selection } = view.state;
  const Selection = selection.constructor;
  const at = rest.from + 1 + rest.slice.indexOf(words);
  view.dispatch(view.state.tr.setSelection(Selection.create(view.state.doc, at)));
  const before = text.slice(rich.caret());
  view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
  const blocks = rich.ranges().length;
  const after = text.slice(rich.caret());
  view.dispatch(view.state.tr.insertText("QZQ"));
  rich.flush();
  return { kind: rest.node.type.name, before, after, blocks, source: content.value };
}"""


# A long text of which the first words alone are read; `idle()` is when the rest may be. `placeOf()`
# brings words into the window and says where they stand in it.
UNREAD = """async (text) => {
  const later = [];
  window.requestIdleCallback = (then) => later.push(then);
  window.idle = () => later.splice(0).forEach((then) => then());
  const { open } = await import("/write.js");
  const [content, host] = [document.getElementById("text"), document.getElementById("rich")];
  content.value = text;
  const words = { label: "Text", hint: "", picture: "Picture", linkText: "words" };
  const rich = await open({ content, host, words, ask: async () => null, leave() {}, first: 4 });
  rich.wake();
  window.rich = rich;
  rich.view.dom.style.whiteSpace = "pre-wrap"; // as the product's stylesheet says
  window.placeOf = (words) => {
    const walker = document.createTreeWalker(rich.view.dom, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 1);
      range.startContainer.parentElement.scrollIntoView({ block: "start" });
      scrollBy(0, range.getBoundingClientRect().top - 300);
      const { left, top, height } = range.getBoundingClientRect();
      return [left + 1, top + height / 2];
    }
  };
}"""
LONG = "Begun.\n\n" + "\n\n".join(
    f"## Part {n}\n\n- salt {n}\n- **bread** {n}\n\nHere *is* [word{n}x](https://example.org/)."
    for n in range(60)
)


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


def test_what_is_checked_after_opening_is_what_is_checked_before(empty_page: Page) -> None:
    known = texts(TEXTS, SEED)
    later: list[dict[str, Any]] = empty_page.evaluate(LATER, known)
    walked: list[dict[str, Any]] = empty_page.evaluate(KINDS, known)
    assert [found["source"] for found in later] == known
    assert [found["then"] for found in later] == walked
    assert any(found["first"] != found["then"] for found in later), "some of them had to change"


def test_a_long_text_that_is_read_by_and_by_is_the_text_that_is_read_at_once(
    empty_page: Page,
) -> None:
    plain = [text for text in texts(5 * TEXTS, SEED + 1) if "]:" not in text]
    known = ["\n\n".join(plain[at : at + 4]) for at in range(0, len(plain) - 3, 4)]
    at_once: list[dict[str, Any]] = empty_page.evaluate(BY_AND_BY, [known, None])
    by_and_by: list[dict[str, Any]] = empty_page.evaluate(BY_AND_BY, [known, 40])
    assert sum(a["begun"] != b["begun"] for a, b in zip(at_once, by_and_by, strict=True)) > 5
    for name in ("typed", "undone", "kinds", "source"):
        assert [found[name] for found in by_and_by] == [found[name] for found in at_once]
    assert [found["source"] for found in by_and_by] == known
    assert [found["undone"] for found in by_and_by] == known


def test_a_caret_in_what_is_not_read_yet_stays_before_its_words(empty_page: Page) -> None:
    text = "One.\n\nTwo *and*\nhalf.\n\n- Three\n- and more\n\nFour.\n"
    found: dict[str, Any] = empty_page.evaluate(CARET, [text, "more"])
    assert found["kind"] == "source"
    assert found["before"] == found["after"] == "more\n\nFour.\n"
    assert found["blocks"] == 4
    assert found["source"] == text.replace("more", f"{WORD}more")


def test_a_click_into_what_is_not_read_yet_puts_the_caret_there(empty_page: Page) -> None:
    empty_page.evaluate(UNREAD, LONG)
    x, y = empty_page.evaluate("placeOf('word40x')")
    assert empty_page.evaluate("rich.ranges().length") == 2, "the rest is not read"
    empty_page.mouse.click(x, y)
    assert empty_page.evaluate("rich.ranges().length") > 100
    assert empty_page.evaluate("document.activeElement === rich.view.dom")
    at = empty_page.evaluate("rich.caret()")
    assert abs(at - LONG.index("word40x")) <= 1
    now = empty_page.evaluate("rich.view.coordsAtPos(rich.view.state.selection.head)")
    assert now["top"] <= y <= now["bottom"], "its words stay under the pointer"
    empty_page.keyboard.type(WORD)
    empty_page.evaluate("rich.flush()")
    written = empty_page.locator("#text").input_value()
    assert abs(written.index(WORD) - at) <= 1, "inside the link's bracket or before it"
    assert written.replace(WORD, "") == LONG


def test_reading_stops_where_nobody_sees_it_and_goes_on_later(empty_page: Page) -> None:
    wrong: list[str] = []
    empty_page.on("pageerror", lambda error: wrong.append(str(error)))
    count = "rich.ranges().length"
    empty_page.evaluate(UNREAD, LONG)
    assert empty_page.evaluate(f"idle(), {count}") > 2
    asleep = empty_page.evaluate(f"rich.sleep(), {count}")
    assert empty_page.evaluate(f"idle(), idle(), {count}") == asleep
    assert empty_page.evaluate(f"rich.wake(), idle(), {count}") > asleep
    empty_page.evaluate("rich.view.destroy(), idle(), idle()")
    assert wrong == []


def test_a_formula_right_behind_a_list_leaves_the_list_a_list(empty_page: Page) -> None:
    assert empty_page.evaluate(KINDS, list(GLUED)) == list(GLUED.values())


def test_an_edit_changes_no_other_byte_and_undo_brings_all_back(empty_page: Page) -> None:
    known = [*texts(TEXTS, SEED), *GLUED]
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
