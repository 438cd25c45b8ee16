import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useState } from 'react'
import { isLoopback } from '../../../lib/chat/base-url'
import { threadTo } from '../../../lib/chat/message'
import { builtinPreset, type Preset } from '../../../lib/chat/preset'
import { likelyTokens } from '../../../lib/chat/run-metrics'
import { tokensOf } from '../../../lib/chat/tokens'
import { listModelLists } from '../../../lib/db/model-lists'
import { questionCost, type Asked, type QuestionCost } from '../../../lib/policy/question-cost'
import { defaultPreset, findPreset } from '../../../lib/settings/presets'
import { baseUrlOf } from '../../coverage/plan-reading'
import { useChatSession, useChatState } from '../../hooks/use-chat'
import { useSettings } from '../../hooks/use-settings'
import { useStoredThread } from '../../hooks/use-thread'
import { measureThread, type Measured } from './measure-thread'

/** From the careful guess to the likely figure. */
const likely = likelyTokens('aaa')
/** After the last key. While keys come, nothing is counted. */
const calmMs = 250

/** What would go out if the question were sent now, in likely tokens, and what that means. */
export type Estimate = { question: number; attached: number; conversation: number; tokens: number } & QuestionCost

/** Undefined where nothing goes out, and until it is known. */
export function useEstimate(): Estimate | undefined {
  const presets = useAskedPresets()
  const asked = useAsked(presets)
  const question = useQuestionTokens()
  const rest = useRest(asked.length > 0 && question !== undefined, presets[0]?.systemPrompt)
  return useMemo(() => {
    if (asked.length === 0 || rest === undefined || question === undefined) return undefined
    const careful = question + rest.attached + rest.conversation
    const tokens = careful * likely
    return {
      question: question * likely,
      attached: rest.attached * likely,
      conversation: rest.conversation * likely,
      tokens,
      ...questionCost(asked, { tokens, careful }),
    }
  }, [asked, rest, question])
}

/** Those who would be asked; the built-in reader is sent nothing. */
function useAskedPresets(): Preset[] {
  const settings = useSettings()
  return useMemo(() => {
    const compared = settings.comparedPresetIds.flatMap((id) => findPreset(settings, id) ?? [])
    return [defaultPreset(settings), ...compared].filter(({ providerId }) => providerId !== builtinPreset.providerId)
  }, [settings])
}

function useAsked(presets: readonly Preset[]): Asked[] {
  const settings = useSettings()
  const lists = useLiveQuery(listModelLists)
  return useMemo(
    () =>
      presets.map(({ providerId, model, parameters }) => {
        const listed = lists?.find((list) => list.providerId === providerId)?.models ?? []
        const baseUrl = baseUrlOf(settings, providerId)
        return {
          model,
          contextWindow: listed.find(({ id }) => id === model)?.contextWindow,
          maxOutputTokens: parameters.maxOutputTokens,
          local: baseUrl !== '' && isLoopback(baseUrl),
          prices: { own: settings.providers[providerId]?.prices ?? {}, listed },
        }
      }),
    [presets, settings, lists],
  )
}

/**
 * All but the question's own words. It is measured anew when something is attached, asked or shown, and by no key.
 * @param isWanted there is something to send.
 */
function useRest(isWanted: boolean, systemPrompt: string | undefined): Measured | undefined {
  const { chat } = useChatSession()
  const attached = useChatState((state) => state.attachmentIds.join(' '))
  // What is being written is not counted until it is whole.
  const isCalm = useChatState((state) => state.sent === null && state.runningIds.length === 0)
  const stored = useStoredThread()
  const [rest, setRest] = useState<Measured>()
  useEffect(() => {
    if (!isWanted || !isCalm || !stored) return
    let isCurrent = true
    const draftIds = attached === '' ? [] : attached.split(' ')
    const thread = threadTo(stored.messages, stored.conversation?.leafId ?? null)
    measureThread(thread, draftIds, systemPrompt)
      .then((measured) => isCurrent && setRest(measured))
      .catch((error: unknown) => chat.report(error))
    return () => {
      isCurrent = false
    }
  }, [chat, isWanted, stored, attached, isCalm, systemPrompt])
  return rest
}

/** By the careful guess, once the keys rest; undefined while there is nothing to send. */
function useQuestionTokens(): number | undefined {
  const { chat } = useChatSession()
  const isSendable = useChatState((state) => state.attachmentIds.length > 0 || state.text.trim() !== '')
  const [tokens, setTokens] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const count = () => setTokens(tokensOf(chat.store.getState().text))
    count()
    const stop = chat.store.subscribe(({ text }, { text: earlier }) => {
      if (text === earlier) return
      clearTimeout(timer)
      timer = setTimeout(count, calmMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [chat])
  return isSendable ? tokens : undefined
}
