// What is pasted: headings, bold, italics, lists, links, tables and code are kept; nothing else is.
import { Fragment, Slice } from "@milkdown/kit/prose/model";

const ADDRESS = /^https?:\/\/\S+$/;
const GOES = "script, style, meta, link, title, template, iframe, object, embed, svg, math, form, input, button, select, textarea, noscript, [hidden]";
const SAFE = /^(?:https?:|mailto:|#|\/(?!\/))/i;

// Styles are read and never applied: by another name the page's policy has nothing to object to.
const renamed = (tag) => tag.replace(/(\s)(style|on\w+)(?=\s*=)/gi, "$1data-$2");
const unstyled = (html) =>
  html.replace(/<style\b.*?<\/style\s*>/gis, "").replace(/<[a-z][^<>]*>/gi, renamed);

export function cleaned(html) {
  const page = new DOMParser().parseFromString(unstyled(html), "text/html"); // runs and fetches nothing
  const { body } = page;
  for (const part of body.querySelectorAll(GOES)) part.remove();
  for (const part of commentsIn(body)) part.remove();
  listsOfWord(body);
  for (const part of [...body.querySelectorAll("*")]) plain(part);
  return body.innerHTML;
}

function commentsIn(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

// Word's lists are paragraphs that look like items: `mso-list:l0 level2 lfo1`, the sign in a span.
function listsOfWord(body) {
  let open = []; // from the outermost: {list, item}
  for (const part of [...body.querySelectorAll("p")]) {
    const level = Number(/mso-list:[^;]*level(\d+)/i.exec(part.getAttribute("data-style") ?? "")?.[1] ?? 0);
    if (!level) {
      open = [];
      continue;
    }
    const sign = [...part.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("data-style")));
    const tag = /^[\s(]*[\da-z]{1,3}[.)]/i.test(sign?.textContent ?? "") ? "ol" : "ul";
    sign?.remove();
    if (open[0] && part.previousElementSibling !== open[0].list) open = [];
    open = open.slice(0, level);
    while (open.length < level) {
      const list = body.ownerDocument.createElement(tag);
      if (open.length) open.at(-1).item.append(list);
      else part.before(list);
      open.push({ list, item: null });
      if (open.length < level) open.at(-1).item = list.appendChild(body.ownerDocument.createElement("li"));
    }
    const item = body.ownerDocument.createElement("li");
    const words = body.ownerDocument.createElement("p");
    words.append(...part.childNodes);
    item.append(words);
    open.at(-1).list.append(item);
    open.at(-1).item = item;
    part.remove();
  }
}

// Only the tag stays, and what its kind needs; bold and italics that were a style become tags.
function plain(part) {
  const style = part.getAttribute("data-style") ?? "";
  const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1];
  const tag = part.localName;
  const keep = {
    a: () => ["href", SAFE.test(part.getAttribute("href")?.trim() ?? "") && part.getAttribute("href")],
    img: () => ["src", /^https:/i.test(part.getAttribute("src") ?? "") && part.getAttribute("src")],
    ol: () => ["start", /^\d{1,9}$/.test(part.getAttribute("start") ?? "") && part.getAttribute("start")],
  }[tag]?.();
  const alt = tag === "img" && part.getAttribute("alt");
  const marked = part.hasAttribute("data-source") || part.hasAttribute("data-pm-slice");
  const own = marked && [...part.attributes].filter(({ name }) => name.startsWith("data-"));
  for (const { name } of [...part.attributes]) part.removeAttribute(name);
  if (own) for (const { name, value } of own) part.setAttribute(name, value);
  if (keep?.[1]) part.setAttribute(...keep);
  if (alt) part.setAttribute("alt", alt);
  if ((tag === "a" || tag === "img") && !keep[1]) return part.replaceWith(...(tag === "a" ? part.childNodes : []));
  if (tag === "b" && weight === "normal") return part.replaceWith(...part.childNodes); // Google Docs
  if (tag !== "span" && tag !== "font") return;
  const bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  const italic = /font-style:\s*italic/i.test(style);
  const struck = /text-decoration[^;]*line-through/i.test(style);
  let inside = [...part.childNodes];
  for (const name of [struck && "del", italic && "em", bold && "strong"].filter(Boolean)) {
    const around = part.ownerDocument.createElement(name);
    around.append(...inside);
    inside = [around];
  }
  part.replaceWith(...inside);
}

export function paste(blocks) {
  return {
    transformPastedHTML: cleaned,
    clipboardTextParser(text, $context, plainly) {
      const { schema } = $context.doc.type;
      if ($context.parent.type.spec.code) return new Slice(Fragment.from(schema.text(text)), 0, 0);
      const nodes = plainly ? lines(schema, text) : blocks().fresh(text.replaceAll("\r\n", "\n"));
      return Slice.maxOpen(Fragment.from(nodes.length ? nodes : lines(schema, text)));
    },
    clipboardTextSerializer: (slice) => {
      const nodes = [];
      slice.content.forEach((node) => nodes.push(node));
      if (!nodes.every((node) => node.isBlock)) return slice.content.textBetween(0, slice.content.size, "\n\n");
      return nodes.map((node) => blocks().written(node)).join("\n\n");
    },
    handlePaste(view, event) {
      const { files, types } = event.clipboardData;
      if (files.length && !types.includes("text/plain") && !types.includes("text/html")) {
        event.preventDefault();
        view.dom.dispatchEvent(new CustomEvent("pictures", { bubbles: true, detail: [...files] }));
        return true;
      }
      return linked(view, event.clipboardData.getData("text/plain").trim());
    },
  };
}

function lines(schema, text) {
  const paragraphs = text.replaceAll("\r\n", "\n").split(/\n+/).filter(Boolean);
  return paragraphs.map((line) => schema.nodes.paragraph.create(null, schema.text(line)));
}

// An address over chosen words makes them a link.
function linked(view, address) {
  const { state } = view;
  const { from, to, empty, $from, $to } = state.selection;
  const type = state.schema.marks.link;
  if (empty || !ADDRESS.test(address) || !$from.sameParent($to) || !$from.parent.type.allowsMarkType(type)) return false;
  const text = state.doc.textBetween(from, to);
  if (!text.trim() || ADDRESS.test(text)) return false;
  view.dispatch(state.tr.addMark(from, to, type.create({ href: address })).removeStoredMark(type));
  return true;
}
