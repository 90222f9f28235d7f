// Makes static/app/write.js of assets/write/ and the packages named in package.json, and the notice
// that their licences ask for: `make assets`. With --check: whether the committed files are these.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../", import.meta.url);
const NOTICE = "What write.js is made of, beside Inkstead's own assets/write/. Made by tools/write.mjs.\n";

async function bundled() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ["assets/write/index.js"],
    bundle: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    minify: true,
    legalComments: "none",
    metafile: true,
    write: false,
    outfile: "write.js",
  });
  const [output] = Object.values(metafile.outputs);
  const used = Object.keys(output.inputs).filter((path) => output.inputs[path].bytesInOutput);
  return { script: outputFiles[0].text, folders: [...new Set(used.map(folderOf).filter(Boolean))].sort() };
}

// The innermost package of a path: node_modules/a/node_modules/@b/c.
const folderOf = (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];

async function licence(folder) {
  const at = new URL(`${folder}/`, root);
  const { name, version, license } = JSON.parse(await readFile(new URL("package.json", at)));
  const file = (await readdir(at)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(new URL(file, at), "utf8") : `Licence: ${license}\n`;
  return { name: `${name} ${version}`, license, text: text.replaceAll("\r\n", "\n").trim() };
}

// Packages under the same words stand together.
function notice(licences) {
  const same = grouped(licences);
  const parts = [...same].map(([text, all]) => `${all.map(({ name }) => name).join(", ")}\n\n${text}\n`);
  return [NOTICE, ...parts].join(`\n${"-".repeat(80)}\n\n`);
}

function grouped(licences) {
  const found = new Map();
  for (const one of licences) found.set(one.text, [...(found.get(one.text) ?? []), one]);
  return found;
}

const { script, folders } = await bundled();
const licences = await Promise.all(folders.map(licence));
const unknown = licences.filter(({ license }) => !/^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0)$/.test(license));
if (unknown.length) throw new Error(`Look at the licence of ${unknown.map(({ name }) => name).join(", ")}.`);

const files = { "static/app/write.js": script, "static/app/write-licences.txt": notice(licences) };
let differs = false;
for (const [path, text] of Object.entries(files)) {
  const at = new URL(path, root);
  if (!process.argv.includes("--check")) await writeFile(at, text);
  else if ((await readFile(at, "utf8").catch(() => "")) !== text) {
    differs = true;
    console.error(`${path} is not what assets/write/ gives: make assets`);
  }
}
process.exitCode = differs ? 1 : 0;
