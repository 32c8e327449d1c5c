import { expect, test } from 'vitest';
import { needless, offencesOf, writesOf } from './writing.mjs';

const writes = new Set(['readNotice']);
const page = (text) => offencesOf('src/pages/One.tsx', text, writes);
const imports = "import { readNotice } from '../api/bell';\n";

test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('a page does not call the client’s %s', (method) => {
  expect(page(`const x = () => body(api.${method}('/api/v1/a', {}));`)).toHaveLength(1);
  expect(offencesOf('src/api/a.ts', `export const x = () => api.${method}('/api/v1/a', {});`, writes)).toHaveLength(1);
  expect(page(`const x = () => api['${method}']('/api/v1/a', {});`)).toHaveLength(1);
});

test('reading is free', () => expect(page("const x = () => body(api.GET('/api/v1/a'));")).toEqual([]));

test.each([
  'const m = useMutation({ mutationFn: save });',
  "void perform(post('/api/v1/a', {}));",
  "void fetch('/api/v1/a', { method: 'POST' });",
  "navigator.sendBeacon('/api/v1/a');",
  'const r = new XMLHttpRequest();',
  `${imports}void readNotice('1');`,
  `${imports}readNotice('1');`,
  `${imports}const x = async () => { await readNotice('1'); };`,
  `${imports}function One() { return <Button onPress={() => readNotice('1')} />; }`,
  "import { readNotice as mark } from '../api/bell';\nvoid mark('1');",
])('%s goes past the door', (text) => expect(page(text)).toHaveLength(1));

test.each([
  `${imports}const m = useApiMutation({ act: (id: string) => readNotice(id) });`,
  `${imports}function One() { return <Way attach={(id) => readNotice(id)} />; }`,
  "const readNotice = () => 1;\nvoid readNotice('1');",
])('%s does not', (text) => expect(page(text)).toEqual([]));

test('the hook, drafts, files and the session hand writes to the network', () => {
  for (const path of ['src/lib/useApiMutation.ts', 'src/lib/useDraft.ts', 'src/lib/uploading.ts', 'src/api/session.ts'])
    expect(offencesOf(path, "void perform(post('/api/v1/a', {}));", writes)).toEqual([]);
  expect(offencesOf('src/lib/useApiMutation.ts', 'useMutation({});', writes)).toEqual([]);
});

test('what makes a write is found by what it does, what sends one is none', () => {
  const text = `export const one = () => post('/a', {});
    export function two() { return patch('/a', {}, {}); }
    export const read = () => body(api.GET('/a'));
    export async function sent() { return perform(del('/a', {})); }`;
  expect(writesOf('src/api/a.ts', text)).toEqual(['one', 'two']);
});

test.each([
  ['a form', 'return <form><Press /></form>;'],
  ['a field with words of its own', 'const [a, b] = useState(""); return <textarea value={a} />;'],
  ['one line', 'const [a, b] = useState(""); return <input value={a} />;'],
  ['a component of words', 'const [a, b] = useState(""); return <BiLine value={a} set={b} />;'],
])('%s that does not say what it holds is found', (_, inside) => {
  expect(page(`function One() { ${inside} }`)).toHaveLength(1);
  expect(page(`export function One() { useUnsaved(1); ${inside} }`)).toEqual([]);
  expect(offencesOf('src/components/One.tsx', `export default function One() { ${inside} }`, writes)).toHaveLength(1);
});

test.each([
  'const [a, b] = useState(""); return <ActForm typed={a}><Area value={a} set={b} /></ActForm>;',
  'return <textarea value={p.value} onChange={p.set} />;',
  'const [a, b] = useState(false); return <input type="checkbox" checked={a} />;',
  'const [a, b] = useState(""); return <input readOnly value={a} />;',
  'const [a, b] = useState(""); return <input type="search" value={a} />;',
])('%s loses nothing', (inside) => expect(page(`function One() { ${inside} }`)).toEqual([]));

test('an exception is forgotten with what it was made for', () => {
  expect(needless([], () => '').length).toBeGreaterThan(0);
  expect(needless(['src/components/Header.tsx'], () => 'function NetworkSearch(')).not.toContain(
    'src/components/Header.tsx#NetworkSearch',
  );
});

const drawn = (inside) => `const One = () => ${inside};`;
test.each([
  '<p>{a.title[lang]} · {day}</p>',
  '<p><Icon />{a.title[lang] || t("untitled")}</p>',
  '<p>{day} {seat.excuse && seat.excuse}</p>',
  '<>{x ? a.name[lang] : day} · {day}</>',
  '<span dir="auto">{t("seat.is")}<bdi>{seat.excuse}</bdi></span>',
])('%s turns what stands beside it', (inside) => expect(page(drawn(inside))).toHaveLength(1));

test.each([
  '<p>{a.title[lang]}</p>',
  '<p><bdi>{a.title[lang]}</bdi> · {day}</p>',
  '<p dir="auto"><Icon /><bdi>{seat.excuse}</bdi></p>',
  '<p>{t("a")} {seat.excuse && <bdi>{seat.excuse}</bdi>}</p>',
])('%s does not', (inside) => expect(page(drawn(inside))).toEqual([]));
