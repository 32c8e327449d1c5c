/// <reference types="vitest/config" />
import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import optimizeLocales from '@react-aria/optimize-locales-plugin';

// React Aria ships 34 locales' strings; the plugin must run before the others to drop all but two.
const locales = { ...optimizeLocales.vite({ locales: ['ar-AE', 'en-US'] }), enforce: 'pre' as const };

// The two style elements React Aria adds at run time: the first always, the second under a dialog on iOS.
// Their text may change with its version; the browser test that allows no console line then says so.
const ariaStyles = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
];
const hashes = ariaStyles.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);

/** What the gateway must add to its policy for these files to work: it reads dist/csp.json. */
const policy: Plugin = {
  name: 'csp',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'csp.json', source: JSON.stringify({ 'style-src': hashes }, null, 2) });
  },
};

// The preview answers with a policy as strict as the gateway's; MEDIA_ORIGIN is the object store of the tests.
const media = process.env.MEDIA_ORIGIN ?? '';
const csp = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${hashes.join(' ')}`,
  "font-src 'self'",
  `img-src 'self' ${media}`,
  `connect-src 'self' ${media}`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const gateway = process.env.GATEWAY ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss(), locales, policy],
  build: { target: 'es2022', reportCompressedSize: true, assetsInlineLimit: 0 },
  server: { proxy: { '/api': gateway } },
  preview: { headers: { 'Content-Security-Policy': csp }, proxy: { '/api': gateway } },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'] },
});
