import { parseArgs } from 'node:util'
import { defaultScenario } from './scenario.ts'
import { startFakeProvider } from './server.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '11435' },
    pace: { type: 'string', default: String(defaultScenario.paceMs) },
    origins: { type: 'string', default: '' },
    key: { type: 'string', default: defaultScenario.key },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

const usage = `npm run fake-provider -- [--port 11435] [--pace 12] [--origins 'chrome-extension://*'] [--key sk-…]

  --port     the port on 127.0.0.1; 0 takes a free one
  --pace     milliseconds between two pieces of an answer
  --origins  origins that the Ollama side accepts besides this machine's pages, separated by commas
  --key      the key that is asked for; empty: none. Ollama never asks
`

if (values.help) process.stdout.write(usage)
else await start()

async function start(): Promise<void> {
  const provider = await startFakeProvider({ port: Number(values.port) })
  const origins = values.origins.split(',').filter((origin) => origin !== '')
  provider.script({ paceMs: Number(values.pace), origins, key: values.key })
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
