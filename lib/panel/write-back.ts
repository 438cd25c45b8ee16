import * as v from 'valibot'
import { browser } from 'wxt/browser'
import type { WritableAttachment } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import {
  closedStates,
  fieldKinds,
  type FieldPlace,
  type NewText,
  type WriteAnswer,
  type WriteRequest,
} from '../chat/write-back'
import { runInTab, type FrameResult } from '../page/run-in-tab'

/** An editor that is slow to draw, and what the injection itself takes. In milliseconds. */
const patienceMs = 8_000

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const place: v.GenericSchema<unknown, FieldPlace> = v.object({
  kind: v.picklist(fieldKinds),
  token: text(100),
  frameId: v.number(),
  path: v.array(v.array(v.number())),
  signature: text(300),
  start: v.number(),
  text: text(110_000),
  before: text(100),
  after: text(100),
})
const answerSchema: v.GenericSchema<unknown, WriteAnswer> = v.union([
  v.object({ state: v.picklist(['ready', 'changed']), place }),
  v.object({ state: v.picklist(closedStates) }),
  v.object({ state: v.picklist(['written', 'differently', 'refused']) }),
])

/** The same answer as seen from nearest to the goal to farthest: of several frames, the best one counts. */
const order: readonly WriteAnswer['state'][] = [
  'written',
  'differently',
  'ready',
  'changed',
  'refused',
  'read-only',
  'secret',
  'gone',
]

/**
 * Looks for the field that a selection came from.
 * @throws {ChatError} `permission`, `timeout` or `bad-request`, as a sentence for the reader.
 */
export async function lookAtField(attachment: WritableAttachment): Promise<WriteAnswer> {
  const { field, url } = attachment
  return ask(await tabOf(attachment), { act: 'look', place: field, url }, [field.frameId, 'all'])
}

/**
 * Puts words into a field, in place of those at `place` or behind them, and shows the tab in which that happens.
 * @param place as `lookAtField` answered it: what the reader has seen.
 * @throws {ChatError} as `lookAtField`.
 */
export async function writeIntoField(
  attachment: WritableAttachment,
  target: FieldPlace,
  act: 'replace' | 'insert',
  words: NewText,
): Promise<WriteAnswer> {
  const tabId = await tabOf(attachment)
  await browser.tabs.update(tabId, { active: true })
  return ask(tabId, { act, place: target, url: attachment.url, ...words }, [target.frameId])
}

/** The tab it was read in; what stands in that by now, the page itself says. */
async function tabOf({ tabId }: WritableAttachment): Promise<number> {
  const tab = tabId === undefined ? undefined : await browser.tabs.get(tabId).catch(() => undefined)
  if (tab?.id !== undefined) return tab.id
  throw new ChatError('bad-request', 'The tab with the field was closed. Copy the answer instead.')
}

async function ask(tabId: number, request: WriteRequest, places: (number | 'all')[]): Promise<WriteAnswer> {
  let failure: unknown
  let best: WriteAnswer | undefined
  // One after the other on purpose: most often the first has it.
  for (const frames of places) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      await runInTab(tabId, { file: '/write-back.js' }, { frames })
      // oxlint-disable-next-line no-await-in-loop
      const results = await runInTab(tabId, { func: askPage, args: [request] }, { frames, patience: patienceMs })
      best = bestOf([...(best ? [best] : []), ...results.flatMap(understood)])
      if (best && best.state !== 'gone') return best
    } catch (error) {
      failure ??= error
    }
  }
  if (best) return best
  throw failure ?? new ChatError('bad-response', 'The page gave an answer that Gloss does not understand.')
}

function understood({ frameId, result }: FrameResult): WriteAnswer[] {
  const parsed = v.safeParse(answerSchema, result)
  if (!parsed.success) return []
  const answer = parsed.output
  // A frame does not know its own number.
  return ['place' in answer ? { ...answer, place: { ...answer.place, frameId } } : answer]
}

const bestOf = (answers: readonly WriteAnswer[]): WriteAnswer | undefined =>
  answers.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))[0]

/** Runs in the page, where nothing of this module is at hand. */
function askPage(request: WriteRequest): unknown {
  const writeBack: unknown = Reflect.get(globalThis, 'glossWriteBack')
  return typeof writeBack === 'function' ? writeBack(request) : undefined
}
