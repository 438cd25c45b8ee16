import { useCallback, useEffect, useRef, useState } from 'react'
import { ChatError } from '../../lib/chat/chat-error'
import { useChatSession } from '../hooks/use-chat'
import { currentSettings, updateSettings } from '../hooks/use-settings'
import { microphoneAccess } from './microphone'
import { failureOf, installSpeech, recognitionClass, speechPlace, wordsOf, type SpeechPlace } from './speech'

export type Dictation = {
  /** `asking`: the reader has to say where speech may be turned into text; `waiting`: for the microphone. */
  state: 'off' | 'asking' | 'waiting' | 'listening'
  /** What the reader is asked about. */
  place: SpeechPlace | undefined
  /** Words that were heard and may still change. */
  passing: string
  toggle: () => void
  /** The reader's answer. */
  agree: (to: 'install' | 'service') => void
  stop: () => void
}

const language = () => navigator.language

/** Listens, and hands on what was said. @param onWords takes words that stand. */
export function useDictation(onWords: (words: string) => void): Dictation {
  const { chat } = useChatSession()
  const [state, setState] = useState<Dictation['state']>('off')
  const [place, setPlace] = useState<SpeechPlace>()
  const [passing, setPassing] = useState('')
  const session = useRef<AbortController>(null)
  const takes = useRef(onWords)
  useEffect(() => {
    takes.current = onWords
  }, [onWords])

  const stop = useCallback(() => {
    session.current?.abort()
    session.current = null
    setPassing('')
    setState('off')
  }, [])
  useEffect(() => stop, [stop])
  useEndings(state, stop)

  const fail = (sentence: string) => {
    stop()
    chat.report(new ChatError('bad-request', sentence))
  }

  const listen = async (where: SpeechPlace) => {
    const ending = new AbortController()
    session.current = ending
    setState('waiting')
    if ((await microphoneAccess(ending.signal)) === 'denied') {
      if (!ending.signal.aborted) fail('Gloss may not use the microphone: allow it in the settings of the browser.')
      return
    }
    const Recognition = recognitionClass()
    if (!Recognition || ending.signal.aborted) return
    const recognition = new Recognition()
    recognition.lang = language()
    recognition.continuous = true
    recognition.interimResults = true
    if (where === 'device') recognition.processLocally = true
    const { signal } = ending
    recognition.addEventListener('start', () => setState('listening'), { signal })
    recognition.addEventListener('end', stop, { signal })
    recognition.addEventListener(
      'result',
      (event) => {
        const { settled, passing: heard } = wordsOf(event)
        if (settled !== '') takes.current(settled)
        setPassing(heard)
      },
      { signal },
    )
    recognition.addEventListener(
      'error',
      (event) => {
        const sentence = failureOf(event)
        if (sentence === undefined) stop()
        else fail(sentence)
      },
      { signal },
    )
    signal.addEventListener('abort', () => recognition.abort(), { once: true })
    recognition.start()
  }

  const begin = async () => {
    const found = await speechPlace(language())
    setPlace(found)
    if (found === 'device' || currentSettings().cloudDictation) await listen(found)
    else setState('asking')
  }

  const attempt = (act: () => Promise<void>) => {
    act().catch((error: unknown) => {
      stop()
      chat.report(error)
    })
  }

  return {
    state,
    place,
    passing,
    toggle: () => (state === 'off' ? attempt(begin) : stop()),
    agree: (to) =>
      attempt(async () => {
        setState('waiting')
        if (to === 'service') {
          await updateSettings({ cloudDictation: true })
          return listen('service')
        }
        if (await installSpeech(language())) return listen('device')
        fail('The browser could not fetch what it needs to recognise your language on this device.')
      }),
    stop,
  }
}

/** What ends listening besides the button: Escape, sending, and a panel that nobody sees. */
function useEndings(state: Dictation['state'], stop: () => void): void {
  const { chat } = useChatSession()
  useEffect(() => {
    if (state === 'off') return
    const ending = new AbortController()
    const { signal } = ending
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && stop(), { signal })
    const onHidden = () => document.visibilityState === 'hidden' && stop()
    // The tab that asks for the microphone may lie over a panel that is a tab itself.
    if (state === 'listening') document.addEventListener('visibilitychange', onHidden, { signal })
    const unsubscribe = chat.store.subscribe(({ sent }, earlier) => {
      if (sent !== null && earlier.sent === null) stop()
    })
    return () => {
      ending.abort()
      unsubscribe()
    }
  }, [state, stop, chat])
}
