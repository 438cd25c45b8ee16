import { browser } from 'wxt/browser'
import { tapeBytes, type Tape } from '../chat/cassette'
import { toErrorInfo } from '../chat/chat-error'
import type { Message } from '../chat/message'
import { isTemporary } from '../chat/temporary'
import { saveRecording } from '../db/cassettes'
import { noteRecordingProblem } from '../db/receipts'
import { readSettings } from '../settings/settings'

type RecordingInput = {
  message: Message
  /** The reader asked for this one, whatever the settings say. */
  wished: boolean
  /** Milliseconds since the epoch. */
  now: () => number
  monotonicNow: () => number
}

/** Passes an answer on and keeps what went over the network for it, where that is wished. Costs the answer nothing. */
export async function* recorded<Event>(
  { message, wished, now, monotonicNow }: RecordingInput,
  answer: (tape: Tape | undefined) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  // What is kept of a temporary chat is kept in memory, which has room for what is asked for alone.
  if (!wished && (isTemporary(message.id) || !(await readSettings()).recordAnswers)) {
    yield* answer(undefined)
    return
  }
  const tape: Tape = { now: monotonicNow, room: tapeBytes, exchanges: [] }
  const recordedAt = now()
  try {
    yield* answer(tape)
  } finally {
    // Not waited for: the end of an answer is announced no later because it was recorded.
    if (tape.exchanges.length > 0) void keep(message, tape, recordedAt)
  }
}

async function keep({ id: messageId, model = '' }: Message, tape: Tape, recordedAt: number): Promise<void> {
  try {
    const cassette = { gloss: browser.runtime.getManifest().version, recordedAt, model, exchanges: tape.exchanges }
    await saveRecording({ messageId, recordedAt, bytes: tapeBytes - tape.room, cassette })
  } catch (error) {
    // Where not even this can be stored, the reader sees that there is no recording.
    await noteRecordingProblem(messageId, toErrorInfo(error).message).catch(() => undefined)
  }
}
