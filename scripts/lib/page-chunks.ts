import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'

const sidepanel = /\/entrypoints\/sidepanel\/index\.html$/
const begins = /\/entrypoints\/sidepanel\/(?:index\.html|main\.ts)$/
const panel = /\/entrypoints\/sidepanel\/panel\.tsx$/
const otherPages = /\/entrypoints\/(?!sidepanel)[a-z]+\/index\.html$/

type Graph = Pick<Rolldown.PluginContext, 'getModuleInfo' | 'getModuleIds'>

/**
 * Puts what the panel is drawn with into two files, of which other pages load the one too. By itself the bundler cuts the
 * same code into twenty-five, and each of them costs the opening panel a way to the browser's process and back. Both are
 * asked for with the page, not only when the script that needs them runs.
 */
export function pageChunks(): Plugin {
  let names = new Map<string, string>()
  const group = (name: string, priority: number) => ({ name, priority, test: (id: string) => names.get(id) === name })
  return {
    name: 'gloss:page-chunks',
    apply: 'build',
    config: ({ build }) => {
      const { input } = build?.rollupOptions ?? {}
      if (typeof input !== 'object' || !('sidepanel' in input)) return undefined
      const groups = [group('early', 3), group('pages', 2), group('panel', 1)]
      return {
        build: {
          rolldownOptions: { preserveEntrySignatures: 'allow-extension', output: { codeSplitting: { groups } } },
        },
      }
    },
    buildEnd() {
      const early = reached(this, sidepanel, false)
      const elsewhere = reached(this, otherPages, true)
      names = new Map([
        ...[...reached(this, panel, false)].map((id) => [id, elsewhere.has(id) ? 'pages' : 'panel'] as const),
        // What begins the panel stays apart: other pages load the rest of this file.
        ...[...early].map((id) => [id, begins.test(id) ? '' : 'early'] as const),
      ])
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { filename, bundle = {} }) => {
        if (!sidepanel.test(filename.replaceAll('\\', '/'))) return html
        // Nothing is painted before this small script has put on what the reader chose of the look.
        return { html: html.replace('<script type="module"', '$& blocking="render"'), tags: neededSoon(bundle) }
      },
    },
  }
}

/** The modules that these are made of; with `later`, those too that they load when they are asked for. */
function reached(graph: Graph, roots: RegExp, later: boolean): Set<string> {
  const found = new Set<string>()
  const waiting = [...graph.getModuleIds()].filter((id) => roots.test(id))
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    const { importedIds = [], dynamicallyImportedIds = [] } = graph.getModuleInfo(id) ?? {}
    waiting.push(...importedIds, ...(later ? dynamicallyImportedIds : []))
  }
  return found
}

/** What the panel itself is made of, as the head of its page asks for it. */
function neededSoon(bundle: Rolldown.OutputBundle): HtmlTagDescriptor[] {
  const asked = filesOf(bundle, sidepanel)
  const files = [...filesOf(bundle, panel)].filter((file) => !asked.has(file))
  return files.map((file) => ({
    tag: 'link',
    attrs: {
      rel: file.endsWith('.css') ? 'preload' : 'modulepreload',
      ...(file.endsWith('.css') ? { as: 'style' } : {}),
      crossorigin: true,
      href: `/${file}`,
    },
    injectTo: 'head',
  }))
}

/** The chunk of a module, and what it imports, with their style sheets. */
function filesOf(bundle: Rolldown.OutputBundle, module: RegExp): Set<string> {
  const files = new Set<string>()
  const add = (file: string): void => {
    const chunk = bundle[file]
    if (chunk?.type !== 'chunk' || files.has(file)) return
    files.add(file)
    chunk.imports.forEach(add)
    chunk.viteMetadata?.importedCss.forEach((style) => files.add(style))
  }
  for (const [file, chunk] of Object.entries(bundle)) {
    if (chunk.type === 'chunk' && chunk.facadeModuleId && module.test(chunk.facadeModuleId)) add(file)
  }
  return files
}
