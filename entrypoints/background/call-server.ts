import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { ChatError, toErrorInfo } from '../../lib/chat/chat-error'
import type { CallName, CallReply } from '../../lib/messaging/calls'
import type { CallHandlers } from './call-handlers'
import { callSchemas } from './call-schemas'
import { isOwnPage, type Sender } from './sender'

/** Answers our own pages. Who is not one gets no answer at all. */
export function serveCalls(handlers: CallHandlers, ready: Promise<void>): void {
  // oxlint-disable-next-line typescript/no-misused-promises -- the polyfill sends what the promise resolves to; the types are Chrome's
  browser.runtime.onMessage.addListener((message: unknown, sender: Sender) => {
    if (!isOwnPage(sender)) return undefined
    return ready.then(() => answer(handlers, message))
  })
}

export async function answer(handlers: CallHandlers, message: unknown): Promise<CallReply> {
  try {
    const { name, input } = parseCall(message)
    const handle = handlers[name] as (input: unknown) => unknown
    return { ok: true, value: await handle(input) }
  } catch (error) {
    return { ok: false, error: toErrorInfo(error) }
  }
}

const callMessage = v.strictObject({ call: v.string(), input: v.exactOptional(v.unknown()) })

function parseCall(message: unknown): { name: CallName; input: unknown } {
  const envelope = v.safeParse(callMessage, message)
  if (!envelope.success || !Object.hasOwn(callSchemas, envelope.output.call)) {
    throw new ChatError('bad-request', 'Gloss did not understand a message between its own parts: reload it.')
  }
  const name = envelope.output.call as CallName
  const input = v.safeParse<v.GenericSchema>(callSchemas[name], envelope.output.input)
  if (!input.success) {
    const [issue] = input.issues
    const path = v.getDotPath(issue)
    throw new ChatError('bad-request', issue.message, { detail: path ? `${name}: ${path}` : name })
  }
  return { name, input: input.output }
}
