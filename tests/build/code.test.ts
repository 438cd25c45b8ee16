import { describe, expect, it } from 'vitest'
import { providerRows } from '../../lib/providers'
import { builds, builtFiles, builtText, type Build } from '../helpers/built'
import { factsOf } from '../helpers/source-facts'

/** Hosts that may stand in a script, and why. */
const reasons: Record<string, string> = {
  localhost: 'where local servers listen',
  '127.0.0.1': 'where local servers listen',
  'example.com': 'shown as an example of an address',
  '192.168.1.20': 'shown as an example of an address',
  'ollama.com': 'a link to where Ollama is found',
  'www.w3.org': 'names of XML vocabularies',
  'react.dev': "text of React's error messages",
  'tinyurl.com': "text of Dexie's error messages",
  'bit.ly': "text of Dexie's error messages",
  'github.com': "text of highlight.js's warnings",
  'ns.adobe.com': 'names of XML vocabularies in PDF files',
  'www.xfa.org': 'names of XML vocabularies in PDF files',
  'foo.bar': 'a base by which pdf.js tells whole addresses from partial ones',
}

/** Scripts that may ask for something, and for what. */
const asks: Record<string, string> = {
  'background.js': 'the providers',
  'extract-pdf.js': 'inside the tab of a PDF, for the very address of that tab',
  'read-transcript.js': 'inside the tab of a video, for the captions of that video',
  'read-icon.js': 'inside a tab, what the cache already holds of its own icon, and never the network',
  'chunks/character-maps.js': 'a file of the package, in a page whose policy allows no other address',
}

const rowHosts = providerRows.flatMap((row) =>
  [row.baseUrl, row.keyUrl].filter((url) => url !== undefined && url !== '').map((url) => new URL(url ?? '').hostname),
)

async function scripts(build: Build): Promise<[path: string, text: string][]> {
  const paths = await builtFiles(build, '**/*.js')
  return Promise.all(paths.map(async (path): Promise<[string, string]> => [path, await builtText(build, path)]))
}

describe.each(builds)('the code of %s', (build) => {
  it('never runs text as code', async () => {
    for (const [path, text] of await scripts(build)) {
      expect(text, path).not.toMatch(
        /(?<![.\w$])eval\(|new Function\(|(?<![.\w$])Function\(|set(?:Timeout|Interval)\(['"`]/,
      )
    }
  })

  it('names no host but those of the provider rows', async () => {
    const known = new Set([...rowHosts, ...Object.keys(reasons)])
    for (const [path, text] of await scripts(build)) {
      const hosts = [...text.matchAll(/\b(?:https?|wss?):\/\/([a-z\d][a-z\d.-]*)/gi)].map((match) =>
        (match[1] ?? '').replace(/\.$/, '').toLowerCase(),
      )
      expect(
        hosts.filter((host) => !known.has(host)),
        path,
      ).toEqual([])
    }
  })

  it('reaches the network from the worker alone, and makes no markup there', async () => {
    for (const [path, text] of await scripts(build)) {
      const { network, markup } = factsOf(path, text)
      if (path === 'background.js') expect(markup, path).toEqual([])
      if (!(path.replace(/-[\w-]{8}\.js$/, '.js') in asks)) expect(network, path).toEqual([])
    }
    // Three megabytes are parsed, and the machine may be busy.
  }, 60_000)

  it('ships neither source maps nor the tools of the tests', async () => {
    expect((await builtFiles(build)).filter((path) => /\.(map|tsx?)$/.test(path))).toEqual([])
    for (const [path, text] of await scripts(build))
      expect(text, path).not.toMatch(/sourceMappingURL|fake-provider|sk-fake/)
  })
})
