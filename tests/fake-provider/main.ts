import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Cassette } from '../../lib/chat/cassette.ts'
import { cassetteFromFile } from '../../lib/chat/cassette-file.ts'
import { defaultScenario } from './scenario.ts'
import { startFakeProvider, type FakeProvider } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '11435' },
    pace: { type: 'string', default: String(defaultScenario.paceMs) },
    origins: { type: 'string', default: '' },
    key: { type: 'string', default: defaultScenario.key },
    cassette: { type: 'string' },
    speed: { type: 'string', default: '1' },
    'as-fast-as-possible': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const usage = `npm run fake-provider -- [--port 11435] [--pace 12] [--origins 'chrome-extension://*'] [--key sk-…]
                         [--cassette recording.json [--speed 10 | --as-fast-as-possible]]

  --port     the port on 127.0.0.1; 0 takes a free one
  --pace     milliseconds between two pieces of an answer
  --origins  origins that the Ollama side accepts besides this machine's pages, separated by commas
  --key      the key that is asked for; empty: none. Ollama never asks
  --cassette a recording that Gloss saved: every question gets what was recorded, byte for byte, with any key
  --speed    how many times faster than it was
`

if (values.help) process.stdout.write(usage)
else await start()

async function start(): Promise<void> {
  const cassette = values.cassette === undefined ? undefined : await readCassette(values.cassette)
  const provider = await startFakeProvider({ port: Number(values.port) })
  const origins = values.origins.split(',').filter((origin) => origin !== '')
  provider.script({ paceMs: Number(values.pace), origins, key: values.key })
  if (cassette) return play(provider, cassette)
  process.stdout.write(`A pretended provider listens on this machine.

  Ollama                ${provider.url}
  OpenAI-compatible     ${provider.openaiUrl}   chat completions and responses
  Anthropic, Gemini     ${provider.url}
  key                   ${values.key === '' ? 'none' : values.key}   each in the header of its side
  models                ${defaultScenario.models.join(', ')}

  What it was asked     curl ${provider.url}/__log
  Make it fail          curl ${provider.url}/__script -d '{"fault":{"kind":"stall","after":20}}'
  Another answer        curl ${provider.url}/__script -d '{"reply":"Hello.","reasoning":"They greet me."}'
  As before             curl -X POST ${provider.url}/__reset

  Faults: status redirect html empty echo no-headers stall cut error-event malformed no-end huge-line comments no-text
  not-streamed; their fields are in tests/fake-provider/scenario.ts. Ctrl+C ends it.
`)
}

async function readCassette(file: string): Promise<Cassette> {
  const found = cassetteFromFile(await readFile(file, 'utf8'))
  if ('cassette' in found) return found.cassette
  return stop(`${file}: ${found.problem}`)
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** Says what is played, and where to point Gloss for it. */
function play(provider: FakeProvider, cassette: Cassette): void {
  const speed = values['as-fast-as-possible'] ? Infinity : Number(values.speed)
  if (!(speed > 0)) stop('--speed wants a number above 0.')
  // The lists of models, which are made up, take any key as well.
  provider.script({ key: '', origins: ['*'] })
  provider.play(cassette, speed)
  const lines = cassette.exchanges.map(({ provider: { name, wire }, request, response, end }) => {
    const answer = response ? `${response.status}, ${response.chunks.length} pieces` : 'no response'
    return `  ${request.method} ${request.path}   ${name} (${wire}): ${answer}, ${end}`
  })
  const addresses = new Set(
    cassette.exchanges.map(({ provider: { wire } }) => (wire.startsWith('openai') ? provider.openaiUrl : provider.url)),
  )
  process.stdout.write(`A recording of ${new Date(cassette.recordedAt).toISOString()} is played: ${cassette.model}

${lines.join('\n')}

  Ask ${[...addresses].join(' and ')} with any key. Ctrl+C ends it.
`)
}
