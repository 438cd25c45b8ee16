import { ChatError } from '../chat/chat-error'
import type { Reading } from '../chat/coverage'
import type { Message } from '../chat/message'
import { beginBeside, beginInPlaceOf, openComparison } from '../db/comparisons'
import { beginAnswer, getMessage, questionOf, resumeAnswer } from '../db/messages'
import { readSettings } from '../settings/settings'
import { presetToContinue, reopened, requireContinuable, requireSection } from './continue'
import type { Claim } from './places'
import { requirePreset } from './presets'
import type { Runs } from './runs'

/** `record` keeps how it went over the network. Without `reading`, what is attached is read as it was before. */
export type RetryWish = { record?: boolean; reading?: Reading }

type TakePlace = <Value>(claim: Claim, begin: () => Promise<Value>) => Promise<Value>

/** Writes at answers that are there already: another one in its place, others beside it, or more of the same one. */
export class Again {
  readonly #runs: Runs
  readonly #takePlace: TakePlace

  constructor(runs: Runs, takePlace: TakePlace) {
    this.#runs = runs
    this.#takePlace = takePlace
  }

  async retry(
    messageId: string,
    presetId: string,
    { record = false, reading }: RetryWish,
  ): Promise<{ answerId: string }> {
    const question = await questionOf(messageId)
    const earlier = (await getMessage(messageId)) ?? question
    const as = reading ?? earlier.coverage?.reading
    const claim = await claimOn(earlier)
    return this.#takePlace(claim, async () => {
      const preset = await requirePreset(presetId)
      const answer = this.#runs.emptyAnswer(question, preset, { reading: as })
      await (claim.joins ? beginInPlaceOf(messageId, answer) : beginAnswer(answer))
      this.#runs.begin(answer, preset, { record })
      return { answerId: answer.id }
    })
  }

  async compare(messageId: string, presetIds: readonly string[]): Promise<{ answerId: string | null }> {
    const question = await questionOf(messageId)
    const answer = question.id === messageId ? undefined : await getMessage(messageId)
    if (!answer) throw new ChatError('bad-request', 'There is no answer to compare with any more.')
    const reading = answer.coverage?.reading
    return this.#takePlace(await claimOn(answer), async () => {
      const presets = await Promise.all([...new Set(presetIds)].map(requirePreset))
      const answers = presets.map((preset, after) => this.#runs.emptyAnswer(question, preset, { reading, after }))
      await beginBeside(messageId, answers)
      this.#runs.beginAll(answers, presets)
      return { answerId: answers[0]?.id ?? null }
    })
  }

  async continue(messageId: string, presetId?: string): Promise<void> {
    const broken = await requireContinuable(messageId)
    return this.#takePlace(await claimOn(broken), async () => {
      // Anew, now that nobody else writes it.
      const kept = await requireContinuable(messageId)
      const preset = presetToContinue(await readSettings(), kept, presetId) ?? (await requirePreset(presetId ?? ''))
      const answer = reopened(kept, preset)
      await resumeAnswer(answer)
      this.#runs.begin(answer, preset, { kept })
    })
  }

  async readSection(messageId: string, section: number): Promise<void> {
    const lacking = await requireSection(messageId, section)
    return this.#takePlace(await claimOn(lacking), async () => {
      const kept = await requireSection(messageId, section)
      const preset = presetToContinue(await readSettings(), kept, undefined) ?? (await requirePreset(''))
      const { coverage, error: _error, ...rest } = kept
      const answer: Message = {
        ...rest,
        ...(coverage && { coverage: { ...coverage, rereading: true } }),
        status: 'streaming',
      }
      await resumeAnswer(answer)
      this.#runs.begin(answer, preset, { kept, section })
    })
  }
}

/** Beside answers that are being written only where it is compared with them. */
async function claimOn({ id, conversationId, parentId, role }: Message): Promise<Claim> {
  const questionId = role === 'user' ? id : (parentId ?? id)
  return { conversationId, questionId, subjectId: id, joins: (await openComparison(id)) !== undefined }
}
