// How a picture stands in the rich text: as readers will see it, or as a word while it is on its way.
const SHOWN = /^(?:https:|\/(?!\/))/;

export function views(words) {
  return { image: (node) => new PictureView(node, words) };
}

class PictureView {
  constructor(node, words) {
    this.words = words;
    this.dom = document.createElement("span");
    this.dom.className = "picture";
    this.show(node);
  }

  show(node) {
    this.node = node;
    const { src, alt, title } = node.attrs;
    const shown = SHOWN.test(src);
    const part = document.createElement(shown ? "img" : "span");
    if (shown) Object.assign(part, { src, alt });
    else part.textContent = alt || this.words.picture;
    const says = document.createElement("span");
    says.className = "caption";
    says.textContent = title;
    this.dom.replaceChildren(part, ...(title ? [says] : []));
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.show(node);
    return true;
  }

  ignoreMutation() {
    return true;
  }
}
