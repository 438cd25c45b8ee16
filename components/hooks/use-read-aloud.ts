import { useEffect, useSyncExternalStore } from 'react'
import { browser } from 'wxt/browser'
import { ReadAloud } from '../../lib/panel/read-aloud'
import { utterancesOf } from '../../lib/panel/utterances'
import { spokenText } from '../markdown/spoken-text'
import { useAttempt } from './use-attempt'

const reader = new ReadAloud(
  typeof speechSynthesis === 'undefined'
    ? undefined
    : { synthesis: speechSynthesis, createUtterance: (text) => new SpeechSynthesisUtterance(text) },
)
// The browser would go on to the end with nobody there to stop it.
if (typeof addEventListener === 'function') addEventListener('pagehide', () => reader.stop())

/** Characters that are enough to tell a language by. */
const sampleLength = 4_000

/** Whether a message is being read aloud, and the way to begin and end that. It ends when the message goes out of sight. */
export function useReadAloud(messageId: string, text: string): { reading: boolean; toggle: () => void } {
  const attempt = useAttempt()
  const reading = useSyncExternalStore(reader.subscribe, () => reader.readingId === messageId)
  useEffect(() => () => reader.stop(messageId), [messageId])
  const toggle = () => {
    if (reading) reader.stop(messageId)
    else
      attempt(async () => {
        const blocks = spokenText(text)
        const words = blocks.filter(({ ours }) => !ours).map((block) => block.words)
        const language = await guessLanguage(words.join('\n').slice(0, sampleLength))
        await reader.start(messageId, utterancesOf(blocks, language), language)
      })
  }
  return { reading, toggle }
}

/** The language of a text, by the browser's own knowledge; that of the browser where it is not sure. */
async function guessLanguage(text: string): Promise<string> {
  const own = browser.i18n.getUILanguage()
  const { languages } = await browser.i18n.detectLanguage(text)
  const [most] = languages.toSorted((one, other) => other.percentage - one.percentage)
  if (!most || most.language === 'und' || most.percentage < 40) return own
  // A reader in Vienna wants to hear the voice of Vienna.
  return own.toLowerCase().startsWith(most.language.toLowerCase()) ? own : most.language
}
