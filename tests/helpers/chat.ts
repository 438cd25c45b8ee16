import type { Snapshot } from '../../lib/chat/attachment'
import type { call, CallName } from '../../lib/messaging/calls'
import { ActionTaker } from '../../lib/panel/action-taker'
import { Chat, type ChatDependencies } from '../../lib/panel/chat-store'
import type { PortHandlers } from '../../lib/panel/port-client'
import { attachment } from './messages'

const { id: _, ...snapshot } = attachment()

/** A panel's store over a worker that notes every call and answers as it is told. */
export function fakeChat(overrides: Partial<ChatDependencies> = {}) {
  const calls: [name: CallName, input: unknown][] = []
  const replies: Partial<Record<CallName, (input: never) => unknown>> = {
    startRun: () => ({ questionId: 'q', answerId: 'answer' }),
    retryRun: () => ({ answerId: 'answer' }),
    saveAttachment: ({ snapshot: taken }: { snapshot: Snapshot }) => ({ ...taken, id: 'stored' }),
    claimPendingAction: () => null,
  }
  const ask = (async (name: CallName, input: unknown) => {
    calls.push([name, input])
    return replies[name]?.(input as never)
  }) as typeof call
  let port: PortHandlers | undefined
  const followed = { now: 0, ever: 0 }
  let ids = 0
  const createId = () => `id-${++ids}`
  const chat = new Chat({
    call: ask,
    follow: (_conversationId, handlers) => {
      port = handlers
      followed.now += 1
      followed.ever += 1
      return () => void (followed.now -= 1)
    },
    readPage: async () => ({ ...snapshot, kind: 'page' }),
    readSelection: async () => snapshot,
    createId,
    windowId: 1,
    presetId: () => 'builtin',
    ...overrides,
  })
  const show = async (conversationId: string) => chat.open(conversationId)
  const taker = new ActionTaker({ chat, call: ask, windowId: 1, createId, show, language: () => 'de' })
  /** What was asked under one name. */
  const named = (name: CallName) => calls.filter(([of]) => of === name).map(([, input]) => input)
  return { chat, taker, calls, named, replies, followed, port: () => port }
}
