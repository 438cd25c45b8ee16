import type { SourceFacts } from './source-facts.ts'

/** A rule broken: where, what, and what to do instead. */
export type Breach = { path: string; what: string; remedy: string }

type Door = string | ((target: string, facts: ReadonlyMap<string, SourceFacts>) => boolean)

/** Page code that needs no browser: the rest of that room reads tabs and belongs to whoever holds the click. */
const purePage: Door = (target, facts) =>
  target.startsWith('lib/page/') && !(facts.get(target)?.imports.includes('wxt/browser') ?? false)

const chat: Door = 'lib/chat/'
const providers: Door = 'lib/providers'

/**
 * Who may import whom: five floors, arrows only down, neighbours do not visit. A door that ends in `/` is a room, one
 * that does not is a file. Every room may import itself.
 */
const doors: Record<string, readonly Door[]> = {
  'entrypoints/background/': [
    'lib/engine/',
    'lib/messaging/',
    'lib/settings/',
    'lib/prompts/',
    'lib/db/',
    'lib/page/',
    chat,
    providers,
  ],
  'entrypoints/*/': ['components/'],
  'entrypoints/*': ['lib/page/', chat],
  'components/': [
    'lib/panel/',
    'lib/transfer/',
    'lib/messaging/calls',
    'lib/db/',
    'lib/settings/settings',
    'lib/settings/presets',
    'lib/policy/',
    'lib/prompts/',
    providers,
    chat,
    purePage,
    'lib/page/read-tab',
  ],
  'lib/engine/': [
    'lib/adapters/',
    'lib/db/',
    'lib/settings/',
    'lib/policy/',
    'lib/prompts/',
    'lib/messaging/port',
    chat,
    providers,
    purePage,
  ],
  'lib/panel/': ['lib/messaging/', 'lib/page/', 'lib/prompts/', chat],
  'lib/transfer/': ['lib/db/', 'lib/settings/settings', 'lib/settings/portable', chat],
  'lib/adapters/': [chat, providers],
  'lib/db/': [chat, providers],
  'lib/settings/': [chat, providers],
  'lib/page/': [chat, providers],
  'lib/policy/': [chat, providers],
  'lib/prompts/': [chat, providers],
  'lib/messaging/': [chat, providers],
  'lib/chat/': [],
  'lib/providers': [chat],
}

const secrets = 'lib/settings/secrets'
const secretKeepers = ['lib/settings/connection.ts', 'entrypoints/background/call-handlers.ts']

const withoutBrowser = [
  'lib/chat/',
  'lib/providers.ts',
  'lib/adapters/',
  'lib/policy/',
  'lib/prompts/build-request.ts',
  'lib/page/extract.ts',
]

/** The one door out; and scripts that, inside a tab, ask its own server once more for what the tab shows. */
const networkDoors = [
  'lib/adapters/http.ts',
  'entrypoints/extract-pdf.ts',
  'entrypoints/read-transcript.ts',
  // From the browser's cache alone.
  'entrypoints/read-icon.ts',
  // A file of the package, which the policy of our pages allows and nothing beyond it.
  'lib/page/pdf/character-maps.ts',
]

/** The room of a file, as a key of `doors`. */
export function roomOf(path: string): string | undefined {
  if (path.startsWith('entrypoints/') && !path.startsWith('entrypoints/background/')) {
    return path.split('/').length > 2 ? 'entrypoints/*/' : 'entrypoints/*'
  }
  return Object.keys(doors).find((room) => (room.endsWith('/') ? path.startsWith(room) : stem(path) === room))
}

/** Every breach of the house rules in a set of files. */
export function breachesOf(files: readonly SourceFacts[]): Breach[] {
  const facts = new Map(files.map((file) => [stem(file.path), file]))
  return files.flatMap((file) => [
    ...file.imports.flatMap((target) => importBreach(file.path, target, facts) ?? []),
    ...file.network
      .filter(() => !networkDoors.includes(file.path))
      .map((name) => ({
        path: file.path,
        what: `reaches the network with ${name}`,
        remedy: 'Ask the worker with a call; in an adapter, use the request function of lib/adapters/http.ts.',
      })),
    ...file.markup.map((name) => ({
      path: file.path,
      what: `turns a string into markup with ${name}`,
      remedy: 'Return React elements, or set textContent.',
    })),
    ...file.browserGlobals.map((name) => ({
      path: file.path,
      what: `uses the global ${name}`,
      remedy: "Import { browser } from 'wxt/browser'.",
    })),
  ])
}

function importBreach(path: string, target: string, facts: ReadonlyMap<string, SourceFacts>): Breach | undefined {
  const breach = (remedy: string): Breach => ({ path, what: `imports ${target}`, remedy })
  if (/^([~@]{1,2}\/|#imports|wxt\/utils\/.*auto)/.test(target)) return breach('Use a relative path.')
  if (isOurs(target)) return roomBreach(path, target, facts)
  if (target.startsWith('..') || /^(tests|scripts|docs|node_modules)\//.test(target)) {
    return breach('Shipped code lives in lib, components and entrypoints: move what you need there.')
  }
  if (
    path.startsWith('lib/') &&
    /^(react(-dom)?(\/.*)?|dexie-react-hooks|lucide-react|markdown-to-jsx.*|zustand(\/react)?)$/.test(target)
  ) {
    return breach(
      'lib has no React: keep the logic here and bind it in components/hooks (stores come from zustand/vanilla).',
    )
  }
  if (target === 'wxt/browser' && withoutBrowser.some((place) => path.startsWith(place))) {
    return breach('This place works on values: take what the browser knows as an argument.')
  }
  return undefined
}

function roomBreach(path: string, target: string, facts: ReadonlyMap<string, SourceFacts>): Breach | undefined {
  const room = roomOf(path)
  if (room === undefined) {
    return {
      path,
      what: 'stands in no room of the table',
      remedy: 'Move it to a room, or give its room a row in the table.',
    }
  }
  if (target === secrets && !secretKeepers.includes(path)) {
    return {
      path,
      what: `imports ${target}`,
      remedy:
        'Keys stay in the worker: take a Connection from lib/settings/connection.ts, or hasKey from a provider status.',
    }
  }
  const own = roomOf(`${target}.ts`) === room
  if (own && room !== 'entrypoints/*') return undefined
  const open = (doors[room] ?? []).some((door) =>
    typeof door === 'string' ? (door.endsWith('/') ? target.startsWith(door) : target === door) : door(target, facts),
  )
  if (open) return undefined
  const names = (doors[room] ?? []).map((door) => (typeof door === 'string' ? door : 'pure parts of lib/page/'))
  const remedy =
    names.length === 0
      ? `${room} imports nothing: hand the value in as an argument.`
      : `${room} may import ${names.join(', ')}: pass the rest in from above, or move the shared value to lib/chat.`
  return { path, what: `imports ${target}`, remedy }
}

function isOurs(target: string): boolean {
  return /^(lib|components|entrypoints)\//.test(target)
}

function stem(path: string): string {
  return path.replace(/\.(ts|tsx)$/, '')
}
