import { ApiError, GoogleGenAI } from '@google/genai'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../fake-provider/scenario'
import { key, providerForClients, reasoning, reply } from '../../helpers/provider-for-clients'

/** What the pretended provider speaks is what Google's own client understands. */
const provider = providerForClients()
const question = { model: 'gloss-small', contents: 'Count' }

describe.each(['v1', 'v1beta'])('generated content of %s, read by the official client', (apiVersion) => {
  const client = (apiKey = key): GoogleGenAI =>
    new GoogleGenAI({ apiKey, apiVersion, httpOptions: { baseUrl: provider().url } })

  it('streams text, thinking, a reason and usage', async () => {
    provider().script({ reasoning })
    const got = { text: '', thinking: '', reasons: [] as string[] }
    let usage: object | undefined
    for await (const chunk of await client().models.generateContentStream(question)) {
      const [candidate] = chunk.candidates ?? []
      for (const part of candidate?.content?.parts ?? []) got[part.thought ? 'thinking' : 'text'] += part.text ?? ''
      if (candidate?.finishReason) got.reasons.push(candidate.finishReason)
      usage = chunk.usageMetadata ?? usage
      expect(chunk.modelVersion).toBe('gloss-small')
    }
    expect(got).toEqual({ text: reply, thinking: reasoning, reasons: ['STOP'] })
    expect(usage).toMatchObject({ promptTokenCount: 100, candidatesTokenCount: 7 })
  })

  it('comes in one piece', async () => {
    provider().script({ reasoning })
    const whole = await client().models.generateContent(question)
    expect(whole.text).toBe(reply)
    expect(whole.candidates?.[0]?.content?.parts?.[0]).toMatchObject({ text: reasoning, thought: true })
    expect(whole.candidates?.[0]?.finishReason).toBe('STOP')
    expect(whole.usageMetadata).toMatchObject({ promptTokenCount: 100, candidatesTokenCount: 4 })
  })

  it('lists the models', async () => {
    const names: (string | undefined)[] = []
    for await (const { name, inputTokenLimit } of await client().models.list()) {
      names.push(name)
      expect(inputTokenLimit).toBe(40_960)
    }
    expect(names).toEqual(['models/gloss-small', 'models/gloss-large', 'models/gloss-embed'])
  })

  it.each<[string, Fault, RegExp]>([
    ['an error inside', { kind: 'error-event', after: 2, message: 'The model crashed.' }, /The model crashed\./],
    ['a cut', { kind: 'cut', after: 2, how: 'reset' }, /terminated|ECONNRESET|socket|aborted/i],
    ['a malformed event', { kind: 'malformed', after: 2 }, /JSON|parsing/i],
  ])('breaks where %s is', async (_, fault, message) => {
    provider().script({ fault })
    let text = ''
    const read = async (): Promise<void> => {
      for await (const chunk of await client().models.generateContentStream(question)) text += chunk.text ?? ''
    }
    await expect(read()).rejects.toThrow(message)
    expect(text).toBe('One two ')
  })

  it('refuses a wrong key, an unknown model and too many questions', async () => {
    const wrongKey = client('wrong').models.generateContent(question)
    await expect(wrongKey).rejects.toBeInstanceOf(ApiError)
    await expect(wrongKey).rejects.toThrow(/API key not valid/)
    await expect(wrongKey).rejects.toMatchObject({ status: 400 })
    const unknown = client().models.generateContent({ ...question, model: 'nothing' })
    await expect(unknown).rejects.toMatchObject({ status: 404 })
    provider().script({ fault: { kind: 'status', status: 429 } })
    await expect(client().models.generateContent(question)).rejects.toMatchObject({ status: 429 })
  })
})
