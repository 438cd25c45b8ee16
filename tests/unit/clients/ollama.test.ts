import { Ollama } from 'ollama'
import { describe, expect, it, vi } from 'vitest'
import type { Fault } from '../../fake-provider/scenario'
import { providerForClients, reasoning, reply } from '../../helpers/provider-for-clients'

/** What the pretended provider speaks is what Ollama's own client understands. */
const provider = providerForClients()
const question = { model: 'gloss-small', messages: [{ role: 'user', content: 'Count' }] }

function client(): Ollama {
  return new Ollama({ host: provider().url })
}

describe('the chat, read by the official client', () => {
  it('streams text, thinking, a reason and usage', async () => {
    provider().script({ reasoning })
    const got = { text: '', thinking: '', ends: [] as object[] }
    for await (const part of await client().chat({ ...question, stream: true, think: true })) {
      expect(Number.isNaN(new Date(part.created_at).getTime())).toBe(false)
      got.text += part.message.content
      got.thinking += part.message.thinking ?? ''
      if (part.done) got.ends.push(part)
    }
    expect(got).toMatchObject({
      text: reply,
      thinking: reasoning,
      ends: [{ model: 'gloss-small', done_reason: 'stop', prompt_eval_count: 100, eval_count: 7 }],
    })
  })

  it('comes in one piece', async () => {
    provider().script({ reasoning })
    const whole = await client().chat({ ...question, think: true })
    expect(whole).toMatchObject({
      model: 'gloss-small',
      message: { role: 'assistant', content: reply, thinking: reasoning },
      done: true,
      done_reason: 'stop',
      eval_count: 4,
    })
    expect(new Date(whole.created_at).getTime()).toBeGreaterThan(0)
  })

  it('lists the models, those that run, and what one can do', async () => {
    const { models } = await client().list()
    expect(models.map(({ name }) => name)).toEqual(['gloss-small', 'gloss-large', 'gloss-embed'])
    const [first] = models
    expect(first).toMatchObject({ size: 5_200_000_000, details: { parameter_size: '8.2B', family: 'gloss' } })
    expect(typeof first?.digest).toBe('string')
    expect((await client().ps()).models.map(({ name }) => name)).toEqual(['gloss-small'])
    expect((await client().show({ model: 'gloss-small' })).capabilities).toContain('completion')
    expect((await client().version()).version).toMatch(/^\d+\.\d+/)
  })

  it.each<[string, Fault, RegExp]>([
    ['an error inside', { kind: 'error-event', after: 2, message: 'The model crashed.' }, /The model crashed\./],
    ['a cut', { kind: 'cut', after: 2, how: 'reset' }, /terminated|ECONNRESET|socket|aborted/i],
    ['an end without its sign', { kind: 'no-end', after: 2 }, /Did not receive done/],
  ])('breaks where %s is', async (_, fault, message) => {
    provider().script({ fault })
    let text = ''
    const read = async (): Promise<void> => {
      for await (const part of await client().chat({ ...question, stream: true })) text += part.message.content
    }
    await expect(read()).rejects.toThrow(message)
    expect(text).toBe('One two ')
  })

  it('warns of a malformed line, and reads on', async () => {
    provider().script({ fault: { kind: 'malformed', after: 2 } })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    let text = ''
    for await (const part of await client().chat({ ...question, stream: true })) text += part.message.content
    expect(warn).toHaveBeenCalledWith('invalid json: ', expect.stringContaining('broken'))
    warn.mockRestore()
    expect(text).toBe(reply)
  })

  it('names a model that is not there', async () => {
    const unknown = client().chat({ ...question, model: 'nothing' })
    await expect(unknown).rejects.toMatchObject({ status_code: 404, message: "model 'nothing' not found" })
  })

  it('is left when the client stops', async () => {
    provider().script({ paceMs: 20, reply: 'word '.repeat(500) })
    const stream = await client().chat({ ...question, stream: true })
    const read = async (): Promise<void> => {
      for await (const part of stream) if (part.message.content !== '') stream.abort()
    }
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' })
    const entry = await provider().waitFor(({ closedAt }) => closedAt !== undefined)
    expect(entry.closedBy).toBe('client')
  })
})
