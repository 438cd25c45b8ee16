import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../lib/chat/cassette'
import { cassetteToFile } from '../../../lib/chat/cassette-file'
import { fixtureFrom } from '../../../scripts/lib/fixture-from-cassette'
import { cassetteOf, exchange } from '../../helpers/tape'

const folder = join(import.meta.dirname, '../../fixtures/wire')

/** A recording of a body in two pieces. */
function recordingOf(body: Uint8Array, changes: Partial<Exchange> = {}, type = 'text/event-stream'): string {
  const chunks = [body.slice(0, 7), body.slice(7)].map((bytes, ms) => ({ ms, bytes }))
  const answered = exchange({ response: { status: 200, ms: 0, headers: { 'content-type': type }, chunks }, ...changes })
  return cassetteToFile(cassetteOf([answered]), { withQuestion: false })
}

const provider = (wire: Exchange['provider']['wire']) => ({ id: 'p', name: 'P', wire, origin: 'http://localhost' })

describe('a fixture made of a recording', () => {
  it.each([
    ['openai-chat', 'groq--reasoning-then-length.sse', 'text/event-stream'],
    ['ollama', 'ollama--thinking.ndjson', 'application/x-ndjson'],
    ['anthropic-messages', 'anthropic--whole-answer.json', 'application/json'],
    ['gemini', 'gemini--thinking.sse', 'text/event-stream'],
  ] as const)('is the fixture that was played: %s %s', async (wire, file, type) => {
    const body = await readFile(join(folder, wire, file))
    const target = `${folder}/${wire}/${file.replace(/\.\w+$/, '')}`
    const [fixture, draft] = await fixtureFrom(recordingOf(body, { provider: provider(wire) }, type), target)
    expect(fixture?.path).toBe(join(folder, wire, file))
    expect(Buffer.compare(Buffer.from(fixture?.content ?? ''), body)).toBe(0)
    const expected = JSON.parse(await readFile(`${target}.expected.json`, 'utf8')) as object
    expect(draft?.path).toBe(`${target}.expected.json`)
    expect({ ...(JSON.parse(String(draft?.content)) as object), traps: [] }).toEqual({ ...expected, traps: [] })
  })

  it('is refused where it would prove nothing', async () => {
    const body = new TextEncoder().encode('data: [DONE]\n\n')
    const refusal = recordingOf(body, { response: { status: 429, ms: 0, headers: {}, chunks: [] } })
    await expect(fixtureFrom(refusal, 'x/openai-chat/groq--a')).rejects.toThrow('refusal (429)')
    await expect(fixtureFrom(recordingOf(body, { cut: true }), 'x/openai-chat/groq--a')).rejects.toThrow('was cut')
    await expect(fixtureFrom(recordingOf(body), 'x/gemini/gemini--a')).rejects.toThrow('came by openai-chat')
    await expect(fixtureFrom(recordingOf(body), 'x/openai-chat/groq--a', 2)).rejects.toThrow('no such response')
    await expect(fixtureFrom('{}', 'x/openai-chat/groq--a')).rejects.toThrow('no recording of Gloss')
  })

  it('leaves the network as it was', async () => {
    const real = globalThis.fetch
    await fixtureFrom(recordingOf(new TextEncoder().encode('data: {}\n\n')), 'x/openai-chat/groq--a')
    expect(globalThis.fetch).toBe(real)
    expect(await readdir(folder)).not.toContain('x')
  })
})
