import { useCallback, useEffect, useState } from 'react'
import type { WritableAttachment } from '../../lib/chat/attachment'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { FieldPlace, NewText, WriteAnswer } from '../../lib/chat/write-back'
import { lookAtField, writeIntoField } from '../../lib/panel/write-back'

export type WriteBack = {
  /** What the page last said; undefined while it is asked. */
  answer: WriteAnswer | undefined
  error: ErrorInfo | undefined
  /** Where it would be written, as far as the page showed it. */
  place: FieldPlace | undefined
  busy: boolean
  look: () => void
  write: (act: 'replace' | 'insert', words: NewText) => void
}

/** Looks at the field that a selection came from, and writes into it. */
export function useWriteBack(attachment: WritableAttachment): WriteBack {
  const [answer, setAnswer] = useState<WriteAnswer>()
  const [error, setError] = useState<ErrorInfo>()
  const [place, setPlace] = useState<FieldPlace>()
  const [busy, setBusy] = useState(false)

  const ask = useCallback(async (asked: () => Promise<WriteAnswer>) => {
    setBusy(true)
    setError(undefined)
    try {
      const told = await asked()
      setAnswer(told)
      setPlace('place' in told ? told.place : undefined)
    } catch (failure) {
      setError(toErrorInfo(failure))
    } finally {
      setBusy(false)
    }
  }, [])

  const look = useCallback(() => void ask(() => lookAtField(attachment)), [ask, attachment])
  useEffect(look, [look])

  return {
    answer,
    error,
    place,
    busy,
    look,
    write: (act, words) => {
      if (place && !busy) void ask(() => writeIntoField(attachment, place, act, words))
    },
  }
}
