import { describe, expect, it } from 'vitest'
import type { AttachmentKind } from '../../../lib/chat/attachment'
import { ChatError } from '../../../lib/chat/chat-error'
import type { ChatRequest } from '../../../lib/chat/request'
import { namingLargestPart, requireFit } from '../../../lib/policy/fit'

const words = (characters: number) => 'word '.repeat(characters / 5)

function request({
  page = '',
  question = 'Why?',
  earlier = '',
  window,
}: Partial<Record<'page' | 'question' | 'earlier', string>> & { window?: number }): ChatRequest {
  return {
    model: 'm',
    messages: [
      { role: 'user', parts: [{ type: 'text', text: page }] },
      { role: 'assistant', parts: [{ type: 'text', text: earlier }] },
      { role: 'user', parts: [{ type: 'text', text: question }] },
    ],
    parameters: window === undefined ? {} : { contextWindow: window },
    question,
    documents:
      page === ''
        ? []
        : [{ attachmentId: 'a', kind: 'page', title: 'A history of margins', url: 'https://a.example', text: page }],
  }
}

function refusal(source: Parameters<typeof request>[0]): string | undefined {
  try {
    requireFit(request(source))
    return undefined
  } catch (error) {
    if (!(error instanceof ChatError) || error.kind !== 'context-length') throw error
    return error.message
  }
}

describe('requireFit', () => {
  it('names the page that is far too long, with both figures', () => {
    expect(refusal({ page: words(244_000), window: 8_192 })).toMatch(
      /^The page “A history of margins” is about 61,000 tokens; this model holds 8,192\./,
    )
  })

  it('names whatever is largest', () => {
    expect(refusal({ page: words(1_000), question: words(90_000), window: 8_192 })).toMatch(/^The question is about/)
    expect(refusal({ page: words(1_000), earlier: words(90_000), window: 8_192 })).toMatch(/^What was said so far/)
  })

  it('lets the server judge what may fit, and what nobody knows', () => {
    // Prose of four characters to a token would be 12,000 tokens and does not fit; a ruler of as many signs does.
    expect(refusal({ page: words(48_000), window: 8_192 })).toBeUndefined()
    expect(refusal({ page: words(5_000_000) })).toBeUndefined()
  })

  it('counts a sign that is a word as one', () => {
    expect(refusal({ page: '余白の歴史'.repeat(4_000), window: 8_192 })).toMatch(/about 15,000 tokens/)
  })
})

describe('namingLargestPart', () => {
  const asked = request({ page: words(244_000) })

  it('adds to a server’s refusal what makes the request so long', () => {
    const refused = new ChatError('context-length', 'Too long.', { status: 400, providerId: 'p', requestId: 'r' })
    const named = namingLargestPart(refused, asked)
    expect(named.message).toBe('Too long. The page “A history of margins” is the largest part: about 61,000 tokens.')
    expect(named.info).toMatchObject({ kind: 'context-length', status: 400, providerId: 'p', requestId: 'r' })
  })

  it('calls each kind of attachment what it is', () => {
    const [page] = asked.documents
    const refused = new ChatError('context-length', 'Too long.', { status: 400 })
    const named = (kind: AttachmentKind) =>
      page && namingLargestPart(refused, { ...asked, documents: [{ ...page, kind }] }).message.slice(10, 26)
    expect(named('pdf')).toBe('The PDF “A histo')
    expect(named('file')).toBe('The file “A hist')
    expect(named('element')).toBe('The part of “A h')
  })

  it('counts a picture as more than its few words', () => {
    const image = { type: 'image', mediaType: 'image/png', data: '' } as const
    const document = { attachmentId: 'i', kind: 'image', title: 'Map', url: '', text: '' } as const
    const seen: ChatRequest = {
      ...request({}),
      messages: [{ role: 'user', parts: [image] }],
      documents: [document],
    }
    const refused = new ChatError('context-length', 'Too long.', { status: 400 })
    expect(namingLargestPart(refused, seen).message).toContain('The image “Map” is the largest part')
  })

  it('names nothing where nothing is long', () => {
    const refused = new ChatError('context-length', 'Too long.', { status: 400 })
    expect(namingLargestPart(refused, request({ page: 'Short.' }))).toBe(refused)
  })

  it('leaves every other failure as it is', () => {
    const others = [new ChatError('context-length', 'Ours.'), new ChatError('auth', 'No.', { status: 401 })]
    for (const other of others) expect(namingLargestPart(other, asked)).toBe(other)
  })
})
