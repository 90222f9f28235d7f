// Fills static/fonts/ and static/blog/faces/ from the packages named in package.json:
// `npm ci && npm run assets`. The results are committed, so nothing but this script needs Node.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import subset from "subset-font";

const out = new URL("../static/fonts/", import.meta.url);
const sheets = new URL("../static/blog/faces/", import.meta.url);
const packages = new URL("../node_modules/@fontsource-variable/", import.meta.url);

// The faces of each theme: package, name, styles, then what stands in until a face has come.
// Widths are per em, the mean over letters as often as they are written, regular and at the
// heads' weight; ascent, descent per em, as the file says.
const themes = {
  folio: [face("source-serif-4", "Source Serif 4", "serif", [1.036, 0.335], 0.479, 0.491, true)],
  signal: [
    face("hanken-grotesk", "Hanken Grotesk", "sans", [1, 0.303], 0.45, 0.457, true),
    face("bricolage-grotesque", "Bricolage Grotesque", "sans", [0.93, 0.27], 0.47, 0.489, false),
  ],
  fern: [
    face("literata", "Literata", "serif", [1.177, 0.308], 0.48, 0.512, true),
    face("figtree", "Figtree", "sans", [0.95, 0.25], 0.449, 0.466, false),
  ],
};

function face(folder, name, kind, [ascent, descent], regular, bold, italic) {
  return { folder, name, kind, ascent, descent, widths: { regular, bold }, italic };
}

// What most machines have, in the order tried: Windows and macOS, Android, Linux.
const locals = {
  serif: [
    { regular: ["Georgia", 0.4458], bold: ["Georgia Bold", 0.5186] },
    { regular: ["Noto Serif", 0.481], bold: ["Noto Serif Bold", 0.512] },
    { regular: ["DejaVu Serif", 0.5166], bold: ["DejaVu Serif Bold", 0.5703] },
  ],
  sans: [
    { regular: ["Arial", 0.4458], bold: ["Arial Bold", 0.48] },
    { regular: ["Roboto", 0.4448], bold: ["Roboto Bold", 0.4521] },
    { regular: ["DejaVu Sans", 0.5083], bold: ["DejaVu Sans Bold", 0.5742] },
  ],
};
const weights = { regular: "100 599", bold: "600 900" };
const same = { Arial: "Liberation Sans", "Arial Bold": "Liberation Sans Bold" };

const percent = (share) => `${(share * 100).toFixed(1)}%`;

// A local face stretched to the width and the height of lines that `web` will have.
function standIn(web, number, weight) {
  const [local, width] = locals[web.kind][number][weight];
  const adjust = web.widths[weight] / width;
  const sources = [local, same[local]].filter(Boolean).map((name) => `local("${name}")`);
  return (
    `@font-face { font-family: "${web.name} ${number + 1}"; font-weight: ${weights[weight]}; ` +
    `src: ${sources.join(", ")}; size-adjust: ${percent(adjust)}; ` +
    `ascent-override: ${percent(web.ascent / adjust)}; ` +
    `descent-override: ${percent(web.descent / adjust)}; line-gap-override: 0% }\n`
  );
}

const fileName = (folder, part, style) =>
  `${folder}-${style === "italic" ? "italic-" : ""}${part}.woff2`;

// Only the weights that the styles ask for: a third of a face's bytes is for those that they do not.
const used = { min: 400, max: 750 };

const charactersOf = (ranges) =>
  ranges.split(",").map((range) => {
    const [first, last = first] = range.trim().slice(2).split("-").map((code) => parseInt(code, 16));
    return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
  }).join("");

async function fetched(web, part, style, ranges) {
  const name = fileName(web.folder, part, style);
  const source = `${web.folder}/files/${web.folder}-${part}-wght-${style}.woff2`;
  const font = await subset(await readFile(new URL(source, packages)), charactersOf(ranges[part]), {
    targetFormat: "woff2",
    variationAxes: { wght: used },
  });
  await writeFile(new URL(name, out), font);
  // A face that is too late for the first paint waits for the next page: text never moves under a
  // reader's eyes. The roman one is preloaded, so it is seldom late.
  return (
    `@font-face {\n  font-family: "${web.name}"; font-weight: ${used.min} ${used.max}; ` +
    `font-style: ${style}; font-display: optional;\n` +
    `  src: url("../../fonts/${name}") format("woff2");\n` +
    `  unicode-range: ${ranges[part].replaceAll(",", ", ")};\n}\n`
  );
}

async function sheet(theme, faces) {
  let css = `/* The faces of ${theme}, and what stands in for them. Made by tools/fonts.mjs. */\n`;
  for (const web of faces) {
    const ranges = JSON.parse(await readFile(new URL(`${web.folder}/unicode.json`, packages)));
    for (const style of web.italic ? ["normal", "italic"] : ["normal"]) {
      for (const part of ["latin", "latin-ext"]) css += await fetched(web, part, style, ranges);
    }
    for (const number of locals[web.kind].keys()) {
      for (const weight of Object.keys(weights)) css += standIn(web, number, weight);
    }
    await copyFile(new URL(`${web.folder}/LICENSE`, packages), new URL(`OFL-${web.folder}.txt`, out));
  }
  await writeFile(new URL(`${theme}.css`, sheets), css);
}

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
await mkdir(sheets, { recursive: true });
for (const [theme, faces] of Object.entries(themes)) await sheet(theme, faces);
// What pictures beside links are drawn with, and no page fetches.
for (const part of ["cyrillic", "cyrillic-ext", "greek", "vietnamese"]) {
  const source = `source-serif-4/files/source-serif-4-${part}-wght-normal.woff2`;
  await copyFile(new URL(source, packages), new URL(fileName("source-serif-4", part, "normal"), out));
}
for (const [family, variationAxes] of sketches) {
  const source = new URL(`${family}/files/${family}-latin-wght-normal.woff2`, packages);
  const sketch = await subset(await readFile(source), letters, {
    targetFormat: "woff2",
    variationAxes,
  });
  await writeFile(new URL(`${family}-sketch.woff2`, out), sketch);
}
