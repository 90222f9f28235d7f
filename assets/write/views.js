// How a picture stands in the rich text: as readers will see it, or as a word while it is on its way.
const AGAIN = 2000; // ms until a picture that is being prepared is asked for again
const TIMES = 15;
const SHOWN = /^(?:https:|\/(?!\/))/;

export function views(words) {
  return { image: (node) => new PictureView(node, words) };
}

const asked = (times) => (event) => {
  const { target } = event;
  target.onerror = times > 1 ? asked(times - 1) : null;
  if (target.getAttribute("src").startsWith("/")) setTimeout(() => target.isConnected && (target.src = target.src), AGAIN);
};

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
    if (shown) Object.assign(part, { src, alt, onerror: asked(TIMES) });
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
