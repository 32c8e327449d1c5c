// Generates src/api/schema.ts from the gateway's contract; with --check, fails when the committed file differs.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
const contract = new URL('../../contracts/openapi/shabaka.json', import.meta.url).pathname;
const target = `${root}src/api/schema.ts`;
const made = execFileSync(
  `${root}node_modules/.bin/openapi-typescript`,
  [contract, '--alphabetize', '--default-non-nullable=false'],
  {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  },
);

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== made) {
    console.error('src/api/schema.ts is older than the contract: run `npm run types`.');
    process.exit(1);
  }
} else {
  writeFileSync(target, made);
}
