/** What of the browser's speech recognition is used: not every browser has it, nor all of it. */
type Recognition = EventTarget & {
  lang: string
  continuous: boolean
  interimResults: boolean
  processLocally?: boolean
  start: () => void
  stop: () => void
  abort: () => void
}

type Language = { langs: string[]; processLocally: boolean }

type RecognitionClass = {
  new (): Recognition
  available?: (language: Language) => Promise<string>
  install?: (language: Language) => Promise<boolean>
}

/** `device`: speech stays on this device. `installable`: it could. `service`: it goes to the maker of the browser. */
export type SpeechPlace = 'device' | 'installable' | 'service'

/** Undefined where the browser recognises no speech. */
export function recognitionClass(): RecognitionClass | undefined {
  const found: unknown =
    Reflect.get(globalThis, 'SpeechRecognition') ?? Reflect.get(globalThis, 'webkitSpeechRecognition')
  return typeof found === 'function' ? (found as RecognitionClass) : undefined
}

/** Where the browser would turn speech in a language into text. */
export async function speechPlace(language: string): Promise<SpeechPlace> {
  const recognition = recognitionClass()
  try {
    const state = await recognition?.available?.({ langs: [language], processLocally: true })
    if (state === 'available') return 'device'
    return state === 'downloadable' || state === 'downloading' ? 'installable' : 'service'
  } catch {
    // It knows the question, and does not answer it here: then it promises nothing.
    return 'service'
  }
}

/** Lets the browser fetch what it needs to recognise a language on this device. Returns whether it has it now. */
export async function installSpeech(language: string): Promise<boolean> {
  return (await recognitionClass()?.install?.({ langs: [language], processLocally: true })) ?? false
}

type Heard = { isFinal: boolean; 0?: { transcript: string } }

/** What was heard since the last time: words that stand, and words that may still change. */
export function wordsOf(event: Event): { settled: string; passing: string } {
  const { results, resultIndex } = event as Event & { results: ArrayLike<Heard>; resultIndex: number }
  const words = { settled: '', passing: '' }
  for (let index = resultIndex; index < results.length; index += 1) {
    const heard = results[index]
    words[heard?.isFinal ? 'settled' : 'passing'] += heard?.[0]?.transcript ?? ''
  }
  return words
}

const sentences: Record<string, string> = {
  'not-allowed':
    'The browser does not let Gloss use the microphone here. Open Gloss in a tab, or allow it in the settings.',
  'service-not-allowed': 'The browser does not turn speech into text here.',
  'audio-capture': 'No microphone was found.',
  network: 'The speech service of the browser could not be reached. Some browsers come without one.',
  'no-speech': 'Nothing was heard. Look whether the microphone is on, and try again.',
  'language-not-supported': 'The browser does not recognise speech in your language.',
}

/** Why listening failed, for the reader; undefined where it was only ended. */
export function failureOf(event: Event): string | undefined {
  const { error } = event as Event & { error: string }
  return error === 'aborted' ? undefined : (sentences[error] ?? 'Listening failed. Try again.')
}
