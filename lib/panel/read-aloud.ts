import { ChatError } from '../chat/chat-error'
import type { Utterance } from './utterances'

/** What of the browser is needed to speak. */
export type Speech = {
  synthesis: Pick<
    SpeechSynthesis,
    'getVoices' | 'speak' | 'cancel' | 'resume' | 'addEventListener' | 'removeEventListener'
  >
  createUtterance: (text: string) => SpeechSynthesisUtterance
}

/** Some browsers know their voices only a moment after they were first asked. */
const voicesMs = 1_500

/** Reads one text aloud at a time, in this panel. */
export class ReadAloud {
  readonly #speech: Speech | undefined
  readonly #listeners = new Set<() => void>()
  #readingId: string | null = null
  /** Held here: an utterance that nobody holds can be collected before it ends, and its end is never heard of. */
  #current: SpeechSynthesisUtterance | undefined

  /** @param speech undefined where the browser cannot speak. */
  constructor(speech: Speech | undefined) {
    this.#speech = speech
  }

  /** The id under which something is being read. */
  get readingId(): string | null {
    return this.#readingId
  }

  /** Calls back whenever another text, or none, is being read. Returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Begins to read in place of whatever is being read. Resolves once it begins, or was stopped before.
   * @throws {ChatError} `bad-request` when no voice of this computer can read it.
   */
  async start(id: string, utterances: readonly Utterance[], language: string): Promise<void> {
    const speech = this.#speech
    if (!speech) throw new ChatError('bad-request', 'This browser cannot read aloud.')
    this.#turnTo(id)
    speech.synthesis.cancel()
    try {
      const voices = voicesFor(await knownVoices(speech), language)
      if (this.#readingId === id) this.#say(speech, id, utterances, voices)
    } catch (error) {
      if (this.#readingId === id) this.#turnTo(null)
      throw error
    }
  }

  /** Falls silent. With an id, only if that is what is being read. */
  stop(id?: string): void {
    if (this.#readingId === null || (id !== undefined && id !== this.#readingId)) return
    this.#turnTo(null)
    this.#speech?.synthesis.cancel()
  }

  #say({ synthesis, createUtterance }: Speech, id: string, utterances: readonly Utterance[], voices: Voices): void {
    const [next, ...rest] = utterances
    if (!next) {
      this.#turnTo(null)
      return
    }
    const utterance = createUtterance(next.text)
    const voice = voices.of(next.language)
    utterance.voice = voice
    utterance.lang = voice.lang
    const over = () => {
      // What was stopped, or gave way to another text, ends too.
      if (this.#current === utterance && this.#readingId === id) {
        this.#say({ synthesis, createUtterance }, id, rest, voices)
      }
    }
    utterance.addEventListener('end', over)
    utterance.addEventListener('error', over)
    this.#current = utterance
    // Chromium stays paused when it was paused once, by another page perhaps.
    synthesis.resume()
    synthesis.speak(utterance)
  }

  #turnTo(id: string | null): void {
    this.#current = undefined
    if (this.#readingId === id) return
    this.#readingId = id
    this.#listeners.forEach((listener) => listener())
  }
}

type Voices = { of: (language: string) => SpeechSynthesisVoice }

async function knownVoices({ synthesis }: Speech): Promise<SpeechSynthesisVoice[]> {
  const known = synthesis.getVoices()
  if (known.length > 0) return known
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, voicesMs)
  const onChange = () => resolve()
  synthesis.addEventListener('voiceschanged', onChange)
  await promise
  clearTimeout(timer)
  synthesis.removeEventListener('voiceschanged', onChange)
  return synthesis.getVoices()
}

/** Voices that speak on this computer. All others send the text to somebody. */
function voicesFor(all: readonly SpeechSynthesisVoice[], language: string): Voices {
  if (all.length === 0) {
    throw new ChatError('bad-request', 'This browser has no voices to read with. Add some in your system’s settings.')
  }
  const local = all.filter(({ localService }) => localService)
  if (local.length === 0) {
    const sentence = 'The voices of this browser are online services, which would get the text. Nothing was read.'
    throw new ChatError('bad-request', sentence)
  }
  const find = (wanted: string) =>
    local.find(({ lang }) => normal(lang) === normal(wanted)) ??
    local.find((voice) => voice.default && primaryOf(voice.lang) === primaryOf(wanted)) ??
    local.find(({ lang }) => primaryOf(lang) === primaryOf(wanted))
  const own = find(language)
  if (!own) {
    const name = new Intl.DisplayNames('en', { type: 'language' }).of(primaryOf(language)) ?? language
    throw new ChatError('bad-request', `No voice on this computer speaks ${name}. Add one in your system’s settings.`)
  }
  return { of: (wanted) => find(wanted) ?? own }
}

/** Some systems write `en_US`. */
function normal(language: string): string {
  return language.toLowerCase().replaceAll('_', '-')
}

function primaryOf(language: string): string {
  return normal(language).split('-', 1)[0] ?? ''
}
