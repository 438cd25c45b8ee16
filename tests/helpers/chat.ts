import type { Attachment, Snapshot } from '../../lib/chat/attachment'
import { builtinActions } from '../../lib/chat/builtin-actions'
import type { QuickAction } from '../../lib/chat/quick-action'
import type { call, CallName } from '../../lib/messaging/calls'
import { ActionRunner, type ActionRunnerDependencies, type ActionSources } from '../../lib/panel/action-runner'
import { ActionTaker } from '../../lib/panel/action-taker'
import type { ChatDependencies } from '../../lib/panel/chat-dependencies'
import { Chat } from '../../lib/panel/chat-store'
import type { PortHandlers } from '../../lib/panel/port-client'
import { attachment } from './messages'

const { id: _, ...snapshot } = attachment()

/** A panel's store over a worker that notes every call and answers as it is told. */
export function fakeChat(overrides: Partial<ChatDependencies> = {}) {
  const kept = new Map<string, Attachment>()
  const calls: [name: CallName, input: unknown][] = []
  const replies: Partial<Record<CallName, (input: never) => unknown>> = {
    startRun: () => ({ questionId: 'q', answerId: 'answer' }),
    retryRun: () => ({ answerId: 'answer' }),
    saveAttachment: ({ snapshot: taken }: { snapshot: Snapshot }) => ({ ...taken, id: 'stored' }),
    claimPendingAction: () => null,
  }
  const ask = (async (name: CallName, input: unknown) => {
    calls.push([name, input])
    const reply = replies[name]?.(input as never)
    if (name === 'saveAttachment') kept.set((reply as Attachment).id, reply as Attachment)
    return reply
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
    command: (text) => runner.command(text),
    ...overrides,
  })
  const sources: ActionSources = {
    page: async () => [{ ...snapshot, kind: 'page' }],
    selection: async () => [snapshot],
    transcript: async () => [{ ...snapshot, kind: 'transcript' }],
    tab: () => async () => [{ ...snapshot, kind: 'page' }],
    image: () => async () => [{ ...snapshot, kind: 'image' }],
    clipboard: async () => 'What was copied.',
  }
  const actions: QuickAction[] = [...builtinActions]
  /** Who answers; a test may let the built-in reader do it. */
  const answerer = { onlyQuotes: false }
  const runnerDependencies: ActionRunnerDependencies = {
    chat,
    call: ask,
    actions: () => actions,
    sources,
    attachmentsOf: async (wanted) => wanted.map((id) => kept.get(id) ?? attachment({ id })),
    describePage: async () => ({ title: 'The page at hand', url: 'https://example.org/here' }),
    answerer: (presetId) => ({ presetId: presetId ?? 'builtin', ...answerer }),
    language: () => 'de',
    now: () => Date.UTC(2026, 0, 2, 12),
  }
  const runner = new ActionRunner(runnerDependencies)
  const show = async (conversationId: string) => chat.open(conversationId)
  const taker = new ActionTaker({ chat, call: ask, windowId: 1, createId, show, runner })
  /** What was asked under one name. */
  const named = (name: CallName) => calls.filter(([of]) => of === name).map(([, input]) => input)
  return { chat, taker, runner, sources, actions, answerer, calls, named, replies, followed, port: () => port }
}
