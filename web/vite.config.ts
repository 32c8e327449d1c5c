/// <reference types="vitest/config" />
import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import optimizeLocales from '@react-aria/optimize-locales-plugin';

// React Aria ships 34 locales' strings; the plugin must run before the others to drop all but two.
const locales = { ...optimizeLocales.vite({ locales: ['ar-AE', 'en-US'] }), enforce: 'pre' as const };

// The style element React Aria adds under a dialog on iOS; the other it knows is in index.html and styles.css.
const ariaStyles = ['@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}'];
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
  build: { target: 'es2022', reportCompressedSize: true, assetsInlineLimit: 0, manifest: true },
  server: { proxy: { '/api': gateway } },
  preview: { headers: { 'Content-Security-Policy': csp }, proxy: { '/api': gateway } },
  test: { include: ['src/**/*.test.ts', 'scripts/*.test.mjs'] },
});
