// Weighs what a reader downloads before a page stands, page by page, and fails when one is too heavy. Bytes are gzip.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;
const KB = 1024;
const LIMIT = { script: 214 * KB, styles: 15 * KB };

const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));
const weight = (file) => gzipSync(readFileSync(dist + file), { level: 9 }).length;

/** A chunk and all it cannot start without. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}
const shell = closure('index.html');
const sum = (keys) => [...keys].reduce((total, key) => total + weight(manifest[key].file), 0);
const pages = Object.keys(manifest).filter((key) => /^src\/pages\/[A-Z]\w+\.tsx$/.test(key) && manifest[key].isDynamicEntry);
/** The catalogues each page waits for, as its route says. */
const routes = ['routes', 'acrossRoutes', 'studioRoutes']
  .map((file) => readFileSync(new URL(`../src/${file}.tsx`, import.meta.url), 'utf8'))
  .join();
const wordsOf = new Map();
for (const [, names, page] of routes.matchAll(/words\(('[^)]*)\)[^]*?import\('\.\/pages\/(\w+)'\)/g))
  wordsOf.set(
    page,
    [...names.matchAll(/'(\w+)'/g)].map((m) => m[1]),
  );

const heavy = [];
for (const page of pages) {
  const name = page.slice('src/pages/'.length, -'.tsx'.length);
  const words = ['core', ...(wordsOf.get(name) ?? [])].map((file) => `src/locales/ar/${file}.json`);
  const bytes = sum(new Set([...shell, ...closure(page), ...words]));
  console.log(`${name.padEnd(14)} ${(bytes / KB).toFixed(0).padStart(4)} KB`);
  if (bytes > LIMIT.script) heavy.push(`${name}: ${(bytes / KB).toFixed(1)} KB of script, at most ${LIMIT.script / KB}`);
}
const assets = readdirSync(`${dist}assets`);
const styles = assets.filter((file) => file.endsWith('.css')).reduce((total, file) => total + weight(`assets/${file}`), 0);
if (styles > LIMIT.styles) heavy.push(`styles: ${(styles / KB).toFixed(1)} KB, at most ${LIMIT.styles / KB}`);
rmSync(`${dist}.vite`, { recursive: true });

if (heavy.length) {
  console.error(heavy.join('\n'));
  process.exit(1);
}
