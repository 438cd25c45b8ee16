import { defineConfig } from 'wxt'
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { packedCharacterMaps } from './scripts/lib/character-maps.ts'
import { pageChunks } from './scripts/lib/page-chunks.ts'

const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  // React writes style attributes; nothing in a style can load from outside under the lines below.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'object-src': "'none'",
  'frame-src': "'none'",
  'form-action': "'none'",
  'base-uri': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
}

const serialize = (directives: Record<string, string>) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

/** Binds the worker too, which must reach the providers: so `connect-src` stays open here and is closed in the pages. */
const manifestPolicy = serialize({ ...policy, 'connect-src': "'self' http: https:", 'frame-ancestors': "'none'" })

/** Complete, not only `connect-src`: a prefetch is judged by the most permissive directive present. */
const pagePolicy = serialize({ ...policy, 'connect-src': "'self'" })

/** The development server needs its socket and inline scripts, so only builds carry the policy. */
const pagePolicyPlugin: Plugin = {
  name: 'gloss:page-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy },
      injectTo: 'head-prepend',
    },
  ],
}

/**
 * pdf.js can also load documents, fonts and workers by itself. Gloss hands it bytes and draws nothing, so that what it
 * ships of that has no way out: these names lead nowhere in its modules. What it does under Node is left out of the build.
 */
const pdfWithoutNetwork: Plugin = {
  name: 'gloss:pdf-without-network',
  transform(code, id) {
    if (!/pdfjs-dist\/build\/pdf(\.worker)?\.mjs$/.test(id.replaceAll('\\', '/'))) return undefined
    const doors = ['fetch', 'XMLHttpRequest', 'Worker'].map((name) => `const ${name} = undefined;`)
    const inBrowsers = code.replace(/^const isNodeJS = .*$/m, 'const isNodeJS = false;')
    if (inBrowsers === code) throw new Error('pdf.js asks in another way whether it runs under Node.')
    return { code: `${doors.join('')}\n${inBrowsers}`, map: null }
  },
}

/** Every browser of ours reads woff2: KaTeX's two older copies of each font would be nearly a megabyte for nobody. */
const onlyNewFonts: Plugin = {
  name: 'gloss:only-new-fonts',
  enforce: 'pre',
  transform(code, id) {
    if (!id.replaceAll('\\', '/').endsWith('katex/dist/katex.min.css')) return undefined
    return { code: code.replace(/,url\([^)]+\.(?:woff|ttf)\) format\("[a-z]+"\)/g, ''), map: null }
  },
}

export default defineConfig({
  imports: false,
  hooks: {
    // `imports: false` takes the types of auto-imports away, but the transform stays: a local named like one of its
    // presets (`storage`) would bring a library in.
    'config:resolved': ({ config }) => {
      config.imports.presets = []
    },
    'build:publicAssets': async ({ config }, files) => {
      const absoluteSrc = `${config.wxtDir}/character-maps.bin`
      await writeFile(absoluteSrc, await packedCharacterMaps())
      files.push({ absoluteSrc, relativeDest: 'character-maps.bin' })
    },
  },
  modules: ['@wxt-dev/module-react', '@wxt-dev/webextension-polyfill'],
  vite: () => ({
    plugins: [pagePolicyPlugin, pdfWithoutNetwork, onlyNewFonts, pageChunks()],
    resolve: {
      alias: {
        // The browser's variant decodes entities through `innerHTML`, which Trusted Types forbid; this one has a table.
        'markdown-to-jsx/entities': fileURLToPath(import.meta.resolve('markdown-to-jsx/entities')),
      },
    },
    css: {
      // As they can be written into a page's own markup, too. No two style sheets have one name.
      modules: { generateScopedName: (name, path) => `${basename(path).replace(/\.module\.css.*$/, '')}-${name}` },
    },
    build: {
      modulePreload: { polyfill: false },
      // The policy lets no font come from a `data:` address, which a small one would be made into.
      assetsInlineLimit: (path) => (path.endsWith('.woff2') ? false : undefined),
    },
  }),
  manifest: ({ browser, command }) => ({
    name: 'Gloss',
    description: 'Ask about the page you are reading, with the models you choose.',
    permissions: [
      'storage',
      // Local storage holds a second copy of the conversations, which outgrows the ten megabytes it may have without.
      'unlimitedStorage',
      'contextMenus',
      'activeTab',
      'scripting',
      'declarativeNetRequestWithHostAccess',
      ...(browser === 'firefox' ? [] : ['sidePanel']),
    ],
    optional_permissions: [
      'notifications',
      // Names of tabs that may not be read: asked for by whoever wants to choose among them.
      'tabs',
      // Their icons, in the same question. At install it would come with a warning of its own.
      ...(browser === 'firefox' ? [] : ['favicon']),
      // What was copied last: asked for by whoever uses a quick action that takes it along.
      'clipboardRead',
    ],
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    action: { default_title: 'Open Gloss' },
    icons: { 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' },
    omnibox: { keyword: 'gl' },
    commands: {
      // Firefox on Linux opens its History menu with Alt+Shift+S.
      _execute_action: { suggested_key: { default: browser === 'firefox' ? 'Alt+Shift+G' : 'Alt+Shift+S' } },
      'ask-about-selection': {
        // Not A: Chromium keeps Alt+Shift+A for itself and drops the suggestion without a word.
        suggested_key: { default: 'Alt+Shift+Q' },
        description: 'Ask about the selected text',
      },
    },
    ...(command === 'build' ? { content_security_policy: { extension_pages: manifestPolicy } } : {}),
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'gloss@gloss.example',
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '130', externally_connectable: { ids: [] }, incognito: 'not_allowed' }),
  }),
})
