// The rules of the house that no linter knows: direction, size, colours, dependencies. One line per offence.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needless, offencesOf, writesOf } from './writing.mjs';

const root = new URL('..', import.meta.url).pathname;
const offences = [];

/** Left and right do not mirror; start and end do. */
const physical =
  /(?<![\w-])-?(?:m[lr]|p[lr]|left|right|border-[lr]|rounded-(?:[tb]?[lr]))-(?:\[|\d|auto|px|full)|(?<![\w-])text-(?:left|right)\b/g;
/** Colours live in styles.css; the drawn covers carry their own palette. */
const colour = /#[0-9a-f]{3,8}\b|\brgba?\(/gi;
const drawn = new Set(['src/components/Cover.tsx', 'src/components/PageHero.tsx', 'src/components/Mark.tsx']);
/** The colours of others: an entity's own, and the black and white they are measured against. */
const shown = new Set(['src/components/sources/LookWords.tsx', 'src/components/sources/Swatch.tsx']);

const texts = new Map();
for (const entry of readdirSync(`${root}src`, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || entry.name === 'schema.ts') continue;
  const path = join(entry.parentPath ?? entry.path, entry.name).slice(root.length);
  texts.set(path, readFileSync(root + path, 'utf8'));
}
const writes = new Set(
  [...texts].filter(([path]) => path.startsWith('src/api/')).flatMap(([path, text]) => writesOf(path, text)),
);
for (const one of needless([...texts.keys()], (path) => texts.get(path))) offences.push(`scripts/writing.mjs: ${one} is no more`);

for (const [path, text] of texts) {
  const lines = text.split('\n');
  if (!path.endsWith('.test.ts')) offences.push(...offencesOf(path, text, writes));
  if (lines.length > 300) offences.push(`${path}: ${lines.length} lines, at most 300`);
  lines.forEach((line, i) => {
    const at = `${path}:${i + 1}`;
    for (const [word] of line.matchAll(physical)) offences.push(`${at}: ${word} does not mirror`);
    if (!drawn.has(path) && !shown.has(path) && !path.endsWith('.test.ts'))
      for (const [word] of line.matchAll(colour)) offences.push(`${at}: ${word} is not one of our colours`);
    if (/dangerouslySetInnerHTML|\beval\(|new Function\(/.test(line))
      offences.push(`${at}: text must never become markup or code`);
  });
}

const page = readFileSync(`${root}index.html`, 'utf8');
if (/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/.test(page))
  offences.push('index.html: nothing inline, the policy forbids it');

const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const count = Object.keys(dependencies).length;
if (count > 14) offences.push(`package.json: ${count} runtime dependencies, at most 14`);
for (const [name, version] of Object.entries(dependencies))
  if (!/^\d/.test(version)) offences.push(`package.json: ${name} is not pinned`);

if (offences.length) {
  console.error(offences.join('\n'));
  process.exit(1);
}
