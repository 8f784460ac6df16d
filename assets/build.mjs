// Usage: node build.mjs OUT_DIR
// Bundles the style sheet and the script, makes the icon sprite, gives every file a name with its hash, compresses it once and
// for all, and writes OUT_DIR/assets.rs, which embeds the files that stand beside it in OUT_DIR/assets/.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const ICONS = join(here, "node_modules/lucide-static/icons");

const MIME = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

// Browsers of 2023. They know layers, :has() and oklch; what they lack is light-dark(), for which see lightOnly().
const TARGET = ["chrome111", "safari16.4", "firefox115"];

async function main(outDir) {
  if (!outDir) throw new Error("usage: node build.mjs OUT_DIR");
  const dir = join(resolve(outDir), "assets");
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });

  const icons = readIcons();
  const files = [...(await bundle()), { source: "icons.svg", name: hashed("icons.svg", sprite(icons)), data: sprite(icons) }];
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const file of files) write(dir, file);
  writeFileSync(join(resolve(outDir), "assets.rs"), rust(files, icons));
}

/** Bundles and returns [{ source, name, data }]: what it was made from, its hashed name, its bytes. */
async function bundle() {
  const result = await build({
    absWorkingDir: here,
    entryPoints: ["ts/app.ts", "css/app.css"],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: TARGET,
    outdir: "out",
    write: false,
    metafile: true,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".wasm": "file" },
    legalComments: "none",
    logLevel: "warning",
    plugins: [lightOnly],
  });
  return result.outputFiles.map((file) => {
    const name = basename(file.path);
    const { entryPoint, inputs } = result.metafile.outputs[`out/${name}`];
    return { source: basename(entryPoint ?? Object.keys(inputs)[0]), name, data: Buffer.from(file.contents) };
  });
}

/** Browsers without light-dark() get the light theme: the colours once more, each the first of its two. */
const lightOnly = {
  name: "light-only",
  setup(api) {
    api.onLoad({ filter: /css[\\/]tokens\.css$/ }, ({ path }) => {
      const css = readFileSync(path, "utf8");
      const colours = [...css.matchAll(/--[\w-]+:[^;]*light-dark\([^;]*;/g)].map(([declaration]) => firstColours(declaration));
      const root = `:root, [data-theme] { color-scheme: light; } :root { ${colours.join(" ")} }`;
      return { loader: "css", contents: `${css}\n@supports not (color: light-dark(#000, #fff)) { ${root} }` };
    });
  },
};

function firstColours(css) {
  const call = "light-dark(";
  for (let start = css.indexOf(call); start >= 0; start = css.indexOf(call)) {
    let depth = 1;
    let comma = -1;
    let end = start + call.length;
    for (; depth > 0; end++) {
      if (css[end] === "(") depth++;
      if (css[end] === ")") depth--;
      if (css[end] === "," && depth === 1 && comma < 0) comma = end;
    }
    css = css.slice(0, start) + css.slice(start + call.length, comma) + css.slice(end);
  }
  return css;
}

function readIcons() {
  const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").filter(Boolean);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length) throw new Error(`icons.txt names twice: ${twice.join(", ")}`);
  return names;
}

function sprite(icons) {
  const symbols = icons.map((name) => {
    const svg = readFileSync(join(ICONS, `${name}.svg`), "utf8");
    const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    const shapes = inner.replace(/\s+/g, " ").replace(/ ?\/> ?/g, "/>").trim();
    const pen = `fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"`;
    return `<symbol id="${name}" viewBox="0 0 24 24" ${pen}>${shapes}</symbol>`;
  });
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

function hashed(name, data) {
  const hash = createHash("sha256").update(data).digest("hex").slice(0, 8);
  return `${basename(name, extname(name))}-${hash}${extname(name)}`;
}

function isCompressed(name) {
  return extname(name) === ".woff2";
}

function write(dir, { name, data }) {
  writeFileSync(join(dir, name), data);
  if (isCompressed(name)) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length };
  writeFileSync(join(dir, `${name}.br`), brotliCompressSync(data, { params }));
  writeFileSync(join(dir, `${name}.gz`), gzipSync(data, { level: 9 }));
}

// ---- assets.rs ----

function rust(files, icons) {
  return [STRUCT, ...rustFiles(files), ...files.map(rustName), ...rustIcons(icons)].join("\n") + "\n";
}

const STRUCT = `/// A file to serve under \`/a/\`. Its name holds a hash of its content: it may be cached for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// File name, without a folder.
    pub name: &'static str,
    /// Value of \`Content-Type\`.
    pub mime: &'static str,
    /// The bytes as they are.
    pub raw: &'static [u8],
    /// The bytes compressed with brotli, unless that gains nothing.
    pub br: Option<&'static [u8]>,
    /// The bytes compressed with gzip, unless that gains nothing.
    pub gz: Option<&'static [u8]>,
}
`;

function rustFiles(files) {
  const entries = files.map(({ name }) => {
    const bytes = (suffix) => `include_bytes!("assets/${name}${suffix}")`;
    const packed = (suffix) => (isCompressed(name) ? "None" : `Some(${bytes(suffix)})`);
    const mime = MIME[extname(name)];
    return `    Asset { name: "${name}", mime: "${mime}", raw: ${bytes("")}, br: ${packed(".br")}, gz: ${packed(".gz")} },`;
  });
  return ["/// Every file, sorted by name.", "pub static ASSETS: &[Asset] = &[", ...entries, "];", ""];
}

function rustName({ source, name }) {
  const constant = source.replace(/[^a-z0-9]/gi, "_").toUpperCase();
  return `/// Address of \`${source}\`.\npub const ${constant}: &str = "/a/${name}";\n`;
}

function rustIcons(icons) {
  const variant = (name) => name.replace(/(^|-)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase());
  return [
    "/// An icon of the sprite.",
    "#[derive(Clone, Copy, Debug, PartialEq, Eq)]",
    "pub enum Icon {",
    ...icons.map((name) => `    /// \`${name}\``.concat(`\n    ${variant(name)},`)),
    "}",
    "",
    "impl Icon {",
    "    /// Id of the symbol in the sprite: `{ICONS_SVG}#{id}`.",
    "    pub const fn id(self) -> &'static str {",
    "        match self {",
    ...icons.map((name) => `            Self::${variant(name)} => "${name}",`),
    "        }",
    "    }",
    "}",
  ];
}

await main(process.argv[2]);
