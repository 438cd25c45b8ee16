import { glob, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { breachesOf, roomOf } from '../../helpers/house-rules'
import { factsOf, type SourceFacts } from '../../helpers/source-facts'

const project = new URL('../../../', import.meta.url).pathname

async function projectFiles(): Promise<SourceFacts[]> {
  const files: SourceFacts[] = []
  for await (const name of glob('{lib,components,entrypoints}/**/*.{ts,tsx}', { cwd: project })) {
    const path = name.replaceAll('\\', '/')
    files.push(factsOf(path, await readFile(project + path, 'utf8')))
  }
  return files
}

/** Breaches of made-up files, as lines. */
function verdict(sources: Record<string, string>): string[] {
  const files = Object.entries(sources).map(([path, source]) => factsOf(path, source))
  return breachesOf(files).map((breach) => `${breach.path} ${breach.what}`)
}

describe('the house', () => {
  it('holds its rules', async () => {
    const files = await projectFiles()
    expect(files.length).toBeGreaterThan(20)
    const lines = breachesOf(files).map((breach) => `${breach.path} ${breach.what}. ${breach.remedy}`)
    expect(lines).toEqual([])
    // Every file is parsed, and the machine may be busy.
  }, 60_000)

  it('gives every file a room', async () => {
    const homeless = (await projectFiles()).map((file) => file.path).filter((path) => roomOf(path) === undefined)
    expect(homeless).toEqual([])
  })
})

describe('the rules', () => {
  const forbidden: [path: string, source: string, what: string][] = [
    ['lib/engine/run.ts', "import { store } from '../panel/chat-store'", 'imports lib/panel/chat-store'],
    ['lib/panel/chat-store.ts', "import type { Run } from '../engine/run'", 'imports lib/engine/run'],
    ['lib/panel/port-client.ts', "export { sse } from '../adapters/sse'", 'imports lib/adapters/sse'],
    ['components/chat/Thread.tsx', "import { http } from '../../lib/adapters/http'", 'imports lib/adapters/http'],
    ['components/chat/Thread.tsx', "const x = import('../../lib/engine/engine')", 'imports lib/engine/engine'],
    ['components/options/Keys.tsx', "import { x } from '../../lib/settings/secrets'", 'imports lib/settings/secrets'],
    ['lib/engine/models.ts', "import { x } from '../settings/secrets'", 'imports lib/settings/secrets'],
    ['lib/settings/presets.ts', "import { x } from './secrets'", 'imports lib/settings/secrets'],
    [
      'entrypoints/background/menus.ts',
      "import { x } from '../../lib/settings/secrets'",
      'imports lib/settings/secrets',
    ],
    ['components/hooks/use-port.ts', "import { x } from '../../lib/messaging/port'", 'imports lib/messaging/port'],
    ['lib/db/messages.ts', "import { settings } from '../settings/settings'", 'imports lib/settings/settings'],
    ['lib/adapters/ollama.ts', "import { db } from '../db/db'", 'imports lib/db/db'],
    ['lib/chat/message.ts', "import { providerRow } from '../providers'", 'imports lib/providers'],
    ['lib/transfer/export.ts', "import { x } from '../settings/presets'", 'imports lib/settings/presets'],
    [
      'entrypoints/sidepanel/main.tsx',
      "import { x } from '../../lib/panel/chat-store'",
      'imports lib/panel/chat-store',
    ],
    ['entrypoints/extract-page.ts', "import { x } from '../lib/db/db'", 'imports lib/db/db'],
    ['entrypoints/extract-page.ts', "import x from './highlight-quote'", 'imports entrypoints/highlight-quote'],
    ['lib/panel/chat-store.ts', "import { create } from 'zustand'", 'imports zustand'],
    ['lib/engine/run.ts', "import { useState } from 'react'", 'imports react'],
    ['lib/adapters/http.ts', "import { browser } from 'wxt/browser'", 'imports wxt/browser'],
    ['lib/policy/receipt.ts', "import { browser } from 'wxt/browser'", 'imports wxt/browser'],
    ['lib/prompts/build-request.ts', "import { browser } from 'wxt/browser'", 'imports wxt/browser'],
    ['lib/page/extract.ts', "import { browser } from 'wxt/browser'", 'imports wxt/browser'],
    ['lib/engine/run.ts', "import { x } from '@/lib/chat/message'", 'imports @/lib/chat/message'],
    ['lib/engine/run.ts', "import { x } from '../../tests/helpers/x'", 'imports tests/helpers/x'],
    ['lib/engine/doctor.ts', "await fetch('https://a.example')", 'reaches the network with fetch'],
    ['components/chat/Thread.tsx', "void globalThis.fetch('/x')", 'reaches the network with fetch'],
    ['components/chat/Thread.tsx', 'new WebSocket(url)', 'reaches the network with WebSocket'],
    [
      'components/chat/Thread.tsx',
      'const x = <p dangerouslySetInnerHTML={y} />',
      'turns a string into markup with dangerouslySetInnerHTML',
    ],
    ['lib/page/quotes.ts', 'node.innerHTML = text', 'turns a string into markup with innerHTML'],
    [
      'lib/page/quotes.ts',
      "node.insertAdjacentHTML('beforeend', text)",
      'turns a string into markup with insertAdjacentHTML',
    ],
    ['lib/db/db.ts', 'void chrome.storage.local.get()', 'uses the global chrome'],
  ]
  it.each(forbidden)('refuse in %s: %s', (path, source, what) => {
    expect(verdict({ [path]: source })).toEqual([`${path} ${what}`])
  })

  const allowed: [path: string, source: string][] = [
    ['lib/engine/run.ts', "import { adapterFor } from '../adapters/index'"],
    ['lib/engine/run.ts', "import type { PortMessage } from '../messaging/port'"],
    ['lib/settings/connection.ts', "import { keyFor } from './secrets'"],
    ['entrypoints/background/call-handlers.ts', "import { setKey } from '../../lib/settings/secrets'"],
    ['components/chat/Thread.tsx', "import { call } from '../../lib/messaging/calls'"],
    ['components/chat/Thread.tsx', "import { Button } from '../ui/Button'"],
    ['components/chat/Thread.tsx', "import { readTab } from '../../lib/page/read-tab'"],
    ['lib/panel/chat-store.ts', "import { createStore } from 'zustand/vanilla'"],
    ['lib/providers.ts', "import { defaultDialect } from './chat/wire'"],
    ['lib/adapters/http.ts', 'await fetch(url)'],
    ['lib/page/quotes.ts', 'const text = node.innerHTML'],
    ['lib/page/quotes.ts', "// import { x } from '../db/db' and then fetch(it)"],
    ['lib/page/quotes.ts', 'const text = "import { x } from \'../db/db\'"'],
    ['entrypoints/sidepanel/main.tsx', "import { App } from './App'"],
  ]
  it.each(allowed)('allow in %s: %s', (path, source) => {
    expect(verdict({ [path]: source })).toEqual([])
  })

  it('let the engine use page code only where it needs no browser', () => {
    const engine = { 'lib/engine/run.ts': "import { x } from '../page/split'" }
    expect(verdict({ ...engine, 'lib/page/split.ts': 'export const x = 1' })).toEqual([])
    expect(verdict({ ...engine, 'lib/page/split.ts': "import { browser } from 'wxt/browser'" })).toEqual([
      'lib/engine/run.ts imports lib/page/split',
    ])
  })

  it('name the remedy', () => {
    const [breach] = breachesOf([factsOf('lib/db/db.ts', "import { useState } from 'react'")])
    expect(breach?.remedy).toContain('components/hooks')
  })
})
