// Bundles the browser's part into dist/ under hashed names and writes manifest.json, which asset() reads.
import {createHash} from "node:crypto";
import {mkdir, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {basename, dirname, join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {brotliCompressSync, gzipSync} from "node:zlib";
import {build} from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const src = join(here, "src");
const dist = join(here, "dist");
const plain = [".svg", ".png"];

async function entries() {
  const pages = (await readdir(join(src, "pages"))).filter((name) => /\.(js|css)$/.test(name));
  return ["app.js", "theme.js", "worker.js", "app.css", ...pages.map((name) => join("pages", name))].map((name) => join(src, name));
}

function bundled(outputs) {
  const named = Object.entries(outputs).filter(([, out]) => out.entryPoint);
  return named.map(([path, out]) => [basename(out.entryPoint), relative(dist, path)]);
}

async function copied() {
  const names = (await readdir(src)).filter((name) => plain.some((end) => name.endsWith(end)));
  return Promise.all(names.map(async (name) => {
    const bytes = await readFile(join(src, name));
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
    const target = name.replace(/(\.\w+)$/, `-${hash}$1`);
    await writeFile(join(dist, target), bytes);
    return [name, target];
  }));
}

// Made once here, so that nobody packs them at every request.
async function packed(file, bytes) {
  await writeFile(join(dist, `${file}.br`), brotliCompressSync(bytes));
  await writeFile(join(dist, `${file}.gz`), gzipSync(bytes, {level: 9}));
}

async function main() {
  await rm(dist, {recursive: true, force: true});
  await mkdir(dist, {recursive: true});
  const result = await build({
    entryPoints: await entries(), outdir: dist, entryNames: "[name]-[hash]", absWorkingDir: process.cwd(),
    bundle: true, minify: true, format: "esm", target: "esnext", metafile: true, legalComments: "none", logLevel: "warning",
  });
  const outputs = Object.fromEntries(Object.entries(result.metafile.outputs).map(([p, o]) => [join(process.cwd(), p), o]));
  const manifest = Object.fromEntries([...bundled(outputs), ...await copied()].sort());
  await writeFile(join(dist, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
  for (const [name, file] of Object.entries(manifest)) {
    const bytes = await readFile(join(dist, file));
    const size = gzipSync(bytes, {level: 9}).length;
    if (!name.endsWith(".png")) await packed(file, bytes);
    console.log(`${name.padEnd(16)} ${(size / 1024).toFixed(1).padStart(6)} kB gz`);
  }
}

await main();
