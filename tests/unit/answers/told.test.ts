import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Said } from '../../../components/announce/say'
import { Told } from '../../../components/announce/told'
import type { Message } from '../../../lib/chat/message'

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

type View = Parameters<Told['onChange']>[0]

function answer(id: string, text: string, more: Partial<Message> = {}): Message {
  return {
    id,
    conversationId: 'c',
    parentId: 'q',
    role: 'assistant',
    parts: text === '' ? [] : [{ type: 'text', text }],
    status: 'streaming',
    createdAt: 0,
    attachmentIds: [],
    ...more,
  }
}

/** A panel that shows one conversation, and what is said of it. */
function panel() {
  let state: View = { conversationId: 'c', live: {}, runningIds: [] }
  const said: Said[] = []
  const told = new Told(
    () => state,
    (words) => said.push(...words),
  )
  const show = (change: Partial<View>): void => {
    const before = state
    state = { ...state, ...change }
    told.onChange(state, before)
  }
  return {
    told,
    show,
    /** The answers that are being written, as they stand. */
    writes: (...messages: Message[]) =>
      show({
        live: Object.fromEntries(messages.map((one) => [one.id, one])),
        runningIds: messages.map(({ id }) => id),
      }),
    ends: (message: Message) => {
      show({ runningIds: state.runningIds.filter((id) => id !== message.id) })
      told.onStored([message])
    },
    /** What was said since the last time. */
    heard: (seconds = 1) => {
      vi.advanceTimersByTime(seconds * 1_000)
      return said.splice(0).map(({ words, urgent }) => (urgent ? `! ${words}` : words))
    },
  }
}

describe('what a screen reader is told of an answer', () => {
  it('is that it is waited for, its sentences, and its end', () => {
    const { writes, ends, heard } = panel()
    writes(answer('a', ''))
    expect(heard()).toEqual(['Waiting for the answer.'])
    writes(answer('a', 'Scribes wrote. They al'))
    writes(answer('a', 'Scribes wrote. They also drew. And'))
    expect(heard()).toEqual(['Scribes wrote. They also drew.'])
    ends(answer('a', 'Scribes wrote. They also drew. And so on', { status: 'complete' }))
    expect(heard()).toEqual(['And so on', 'The answer is complete.'])
  })

  it('never what the model thinks, but once that it does', () => {
    const { writes, heard } = panel()
    const thoughts = (text: string) => answer('a', '', { parts: [{ type: 'reasoning', text }] })
    writes(thoughts('Secretly.'))
    writes(thoughts('Secretly. At length.'))
    expect(heard()).toEqual(['Waiting for the answer.', 'Thinking.'])
    writes(thoughts('Secretly. At length. And on.'))
    expect(heard()).toEqual([])
  })

  it('is a failure at once and once, without the end of an answer', () => {
    const { told, writes, ends, heard } = panel()
    writes(answer('a', 'Half. '))
    heard()
    const failed = answer('a', 'Half. ', {
      status: 'failed',
      error: { kind: 'unreachable', message: 'The line broke.' },
    })
    ends(failed)
    told.onStored([failed])
    expect(heard()).toEqual(['! The line broke.'])
  })

  it('is nothing of what had failed when a conversation is opened', () => {
    const { told, show, heard } = panel()
    show({ conversationId: 'other' })
    told.onStored([answer('old', '', { status: 'failed', error: { kind: 'unreachable', message: 'The line broke.' } })])
    expect(heard()).toEqual([])
  })

  it('is why it waits, once, though the seconds go by', () => {
    const { writes, heard } = panel()
    const pause = { reason: 'slot', since: 0, skippable: true, providerName: 'Ollama' } as const
    writes(answer('a', '', { pause }))
    writes(answer('a', '', { pause: { ...pause, since: 1 } }))
    expect(heard()).toEqual(['Waiting for the answer.', 'Waits for another answer of Ollama to end.'])
    writes(answer('a', '', { pause }))
    expect(heard()).toEqual([])
  })

  it('is how far a long reading is, not more often than every ten seconds', () => {
    const { writes, heard } = panel()
    const reading = (read: number) => {
      const sections = Array.from({ length: 40 }, (_, index) => ({
        attachmentId: 'p',
        from: index,
        to: index + 1,
        title: '',
        tokens: 10,
        state: index < read ? ('read' as const) : ('waiting' as const),
      }))
      writes(answer('a', '', { coverage: { reading: 'everything', sections } }))
    }
    reading(1)
    expect(heard()).toEqual(['Waiting for the answer.', 'Reading: 1 of 40 sections.'])
    for (let read = 2; read <= 9; read += 1) {
      reading(read)
      expect(heard()).toEqual([])
    }
    heard(2)
    reading(12)
    expect(heard()).toEqual(['Reading: 12 of 40 sections.'])
  })

  it('is not the text of answers that are compared, of the last one neither', () => {
    const { writes, ends, heard } = panel()
    writes(answer('a', 'One. '), answer('b', 'Two. '))
    expect(heard()).toEqual(['Waiting for the answer.'])
    ends(answer('a', 'One. ', { status: 'complete' }))
    writes(answer('b', 'Two. Three. '))
    ends(answer('b', 'Two. Three. ', { status: 'complete' }))
    expect(heard()).toEqual([])
  })

  it('goes on where it was when an answer is continued', () => {
    const { writes, ends, heard } = panel()
    writes(answer('a', 'One. '))
    ends(answer('a', 'One. Tw', { status: 'stopped' }))
    heard()
    writes(answer('a', 'One. Two is more. '))
    expect(heard()).toEqual(['Waiting for the answer.', 'o is more.'])
  })
})
