import { useEffect, useRef, useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { StoredAmong } from '../../lib/db/import-records'
import { call } from '../../lib/messaging/calls'
import { carryOut, takeBack } from '../../lib/transfer/carry-out'
import type { Progress } from '../../lib/transfer/export'
import type { ImportFile } from '../../lib/transfer/import-types'
import { keepLastImport, readLastImport, type LastImport } from '../../lib/transfer/last-import'
import { compareWithStored, planImport, type KnownChoice } from '../../lib/transfer/plan'
import { readImport } from '../../lib/transfer/read-import'

type ImportState =
  | { step: 'idle' }
  | { step: 'reading'; name: string; progress?: Progress }
  /** Nothing is written yet. */
  | { step: 'report'; file: ImportFile; stored: StoredAmong }
  | { step: 'writing'; name: string; progress?: Progress }
  | { step: 'taking-back' }
  | { step: 'taken-back'; name: string; kept: number }

export type Import = {
  state: ImportState
  /** What came in last, as long as it can be taken back. */
  last: LastImport | undefined
  failure: ErrorInfo | undefined
  open: (file: File) => void
  bringIn: (choices: { known: KnownChoice; withSettings: boolean }) => void
  /** Leaves the file where it is; until the end of writing, nothing stays of it. */
  cancel: () => void
  undo: () => void
}

/** The way of a file into the database: read, shown, written, and perhaps taken back. */
export function useImport(): Import {
  const [state, setState] = useState<ImportState>({ step: 'idle' })
  const [last, setLast] = useState<LastImport>()
  const [failure, setFailure] = useState<ErrorInfo>()
  const control = useRef<AbortController>(undefined)

  useEffect(() => {
    readLastImport().then(setLast, (error: unknown) => setFailure(toErrorInfo(error)))
    return () => control.current?.abort()
  }, [])

  /** One piece of work at a time; what was cancelled ends without a word. */
  const attempt = (work: (signal: AbortSignal) => Promise<ImportState>) => {
    control.current?.abort()
    const own = new AbortController()
    control.current = own
    setFailure(undefined)
    work(own.signal).then(
      (reached) => {
        if (control.current === own) setState(reached)
      },
      (error: unknown) => {
        if (control.current !== own) return
        setState({ step: 'idle' })
        if (!own.signal.aborted) setFailure(toErrorInfo(error))
      },
    )
  }

  const open = (file: File) => {
    const { name } = file
    setState({ step: 'reading', name })
    attempt(async (signal) => {
      const onProgress = (progress: Progress) => setState({ step: 'reading', name, progress })
      const read = await readImport(file, { signal, onProgress, createId: () => crypto.randomUUID(), now: Date.now() })
      return { step: 'report', file: read, stored: await compareWithStored(read.bundles) }
    })
  }

  const bringIn = ({ known, withSettings }: { known: KnownChoice; withSettings: boolean }) => {
    if (state.step !== 'report') return
    const { file } = state
    const { name } = file
    setState({ step: 'writing', name })
    attempt(async (signal) => {
      // Whatever a lost database held has to be back first.
      await call('settleStorage')
      const stored = await compareWithStored(file.bundles)
      const plan = planImport(file.bundles, stored, known, () => crypto.randomUUID())
      const onProgress = (progress: Progress) => setState({ step: 'writing', name, progress })
      const records = await carryOut(plan, { signal, onProgress })
      const settings = await importSettings(withSettings ? file.settings : undefined).catch(async (error: unknown) => {
        await takeBack(records)
        throw error
      })
      const imported = { name, ...records, ...settings }
      setLast(imported)
      await call('copyChanges')
      await keepLastImport(imported)
      return { step: 'idle' }
    })
  }

  const undo = () => {
    if (!last) return
    setState({ step: 'taking-back' })
    attempt(async () => {
      const { kept } = await takeBack(last)
      for (const presetId of last.presetIds) await call('removePreset', { presetId })
      for (const actionId of last.actionIds) await call('removeAction', { actionId })
      for (const providerId of last.providerIds) await call('removeCustomProvider', { providerId })
      setLast(undefined)
      await keepLastImport(undefined)
      await call('copyChanges')
      return { step: 'taken-back', name: last.name, kept }
    })
  }

  const cancel = () => {
    control.current?.abort()
    if (state.step === 'report') setState({ step: 'idle' })
  }
  return { state, last, failure, open, bringIn, cancel, undo }
}

async function importSettings(settings: ImportFile['settings']) {
  return settings ? call('importSettings', { settings }) : { presetIds: [], providerIds: [], actionIds: [] }
}
