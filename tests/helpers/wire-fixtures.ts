import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from './wire-outcome'

const folder = join(import.meta.dirname, '../fixtures/wire')

const wires = ['ollama', 'openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'] as const

export type WireFixture = {
  wire: (typeof wires)[number]
  name: string
  provider: string
  body: Buffer
  traps: number[]
  expected: Outcome
}

/** Every recorded shape of every wire, with what it comes to. */
export function wireFixtures(): WireFixture[] {
  return wires.flatMap((wire) =>
    readdirSync(join(folder, wire))
      .filter((file) => !file.endsWith('.expected.json'))
      .map((file) => read(wire, file)),
  )
}

function read(wire: (typeof wires)[number], file: string): WireFixture {
  const name = file.replace(/\.\w+$/, '')
  const text = readFileSync(join(folder, wire, `${name}.expected.json`), 'utf8')
  const { traps, ...expected } = JSON.parse(text) as Outcome & { traps: number[] }
  return {
    wire,
    name,
    provider: name.split('--')[0] ?? '',
    body: readFileSync(join(folder, wire, file)),
    traps,
    expected,
  }
}
