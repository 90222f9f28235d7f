// Fills static/fonts/ from the packages named in package.json: `npm ci && npm run assets`.
// The results are committed, so nothing but this script needs Node.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import subset from "subset-font";

const out = new URL("../static/fonts/", import.meta.url);
const packages = new URL("../node_modules/@fontsource-variable/", import.meta.url);
const file = (family, part, style) =>
  new URL(`${family}/files/${family}-${part}-wght-${style}.woff2`, packages);

// Whole faces: what the app and Folio are set in.
const whole = [
  ["source-serif-4", "latin", "normal", "source-serif-4-latin.woff2"],
  ["source-serif-4", "latin-ext", "normal", "source-serif-4-latin-ext.woff2"],
  ["source-serif-4", "latin", "italic", "source-serif-4-italic-latin.woff2"],
  ["source-serif-4", "latin-ext", "italic", "source-serif-4-italic-latin-ext.woff2"],
];

// Sketches: Latin-1, only the weights that the landing page's excerpts use.
const range = (from, to) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const letters = range(0x20, 0x7e) + range(0xa0, 0xff) + "–—‘’“”…";
const sketches = [
  ["bricolage-grotesque", { wght: 700 }],
  ["hanken-grotesk", { wght: 400 }],
  ["figtree", { wght: { min: 400, max: 750 } }],
  ["literata", { wght: 400 }],
];

await mkdir(out, { recursive: true });
for (const [family, part, style, name] of whole) {
  await copyFile(file(family, part, style), new URL(name, out));
}
for (const [family, variationAxes] of sketches) {
  const font = await readFile(file(family, "latin", "normal"));
  const sketch = await subset(font, letters, { targetFormat: "woff2", variationAxes });
  await writeFile(new URL(`${family}-sketch.woff2`, out), sketch);
}
for (const family of ["source-serif-4", ...sketches.map(([name]) => name)]) {
  await copyFile(new URL(`${family}/LICENSE`, packages), new URL(`OFL-${family}.txt`, out));
}
