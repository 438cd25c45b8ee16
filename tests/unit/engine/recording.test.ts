import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Tape } from '../../../lib/chat/cassette'
import { ChatError } from '../../../lib/chat/chat-error'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { getRecording } from '../../../lib/db/cassettes'
import { db } from '../../../lib/db/db'
import { getReceipt, saveReceipt } from '../../../lib/db/receipts'
import { recorded } from '../../../lib/engine/recording'
import { changeSettings } from '../../../lib/settings/settings'
import { message } from '../../helpers/messages'
import { exchange } from '../../helpers/tape'

const answer = message({ id: 'a', model: 'gloss-small' })
const events: StreamEvent[] = [
  { type: 'text-delta', text: 'Because.' },
  { type: 'finish', reason: { unified: 'stop' } },
]

async function* asked(tape: Tape | undefined): AsyncGenerator<StreamEvent> {
  tape?.exchanges.push(exchange())
  if (tape) tape.room -= 40
  yield* events
}

async function run(wished: boolean, ask: typeof asked = asked): Promise<StreamEvent[]> {
  const all: StreamEvent[] = []
  const input = { message: answer, wished, now: () => 1_000, monotonicNow: () => 0 }
  for await (const event of recorded(input, ask)) all.push(event)
  return all
}

describe('an answer', () => {
  beforeEach(async () => {
    fakeBrowser.reset()
    vi.restoreAllMocks()
    vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({ version: '1.2.3' } as never)
    await db.delete()
    await db.open()
    await db.messages.add(answer)
  })

  it('is not recorded unless that is wished', async () => {
    let tape: Tape | undefined
    expect(
      await run(false, (given) => {
        tape = given
        return asked(given)
      }),
    ).toEqual(events)
    expect(tape).toBeUndefined()
  })

  it.each(['by the settings', 'for this one'])('is recorded when it is wished %s', async (how) => {
    if (how === 'by the settings') await changeSettings((all) => ({ ...all, recordAnswers: true }))
    expect(await run(how === 'for this one')).toEqual(events)
    await expect
      .poll(() => getRecording('a'))
      .toMatchObject({
        recordedAt: 1_000,
        bytes: 40,
        cassette: { gloss: '1.2.3', recordedAt: 1_000, model: 'gloss-small', exchanges: [exchange()] },
      })
  })

  it('that fails or is stopped is recorded too', async () => {
    const failure = run(true, async function* (tape) {
      yield* asked(tape)
      throw new ChatError('truncated', 'It broke off.')
    })
    await expect(failure).rejects.toThrow('It broke off.')
    await expect.poll(() => getRecording('a')).toBeDefined()
  })

  it('that needed no network leaves no recording', async () => {
    const put = vi.spyOn(db.recordings, 'put')
    await run(true, async function* () {
      yield* events
    })
    expect(put).not.toHaveBeenCalled()
  })

  it('is whole when the recording cannot be stored, and its receipt says why', async () => {
    await saveReceipt({
      messageId: 'a',
      providerId: 'p',
      providerName: 'P',
      model: 'm',
      requests: [],
      attachmentIds: [],
    })
    const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' })
    vi.spyOn(db.recordings, 'put').mockImplementation(() => {
      throw new Dexie.AbortError('aborted', full)
    })
    expect(await run(true)).toEqual(events)
    await expect.poll(async () => (await getReceipt('a'))?.recordingProblem).toMatch(/disk space/)
    expect(await getRecording('a')).toBeUndefined()
  })
})
