import { useEffect, useRef, useState } from 'react'
import { browser } from 'wxt/browser'
import { exportConversations, type ExportChoices } from '../../lib/transfer/export'
import type { Progress } from '../../lib/transfer/export'
import { saveFile } from './save-file'

export type Export = {
  /** Undefined while nothing is being exported. */
  progress: Progress | undefined
  /** Writes a file and saves it; resolves to its name, or to undefined when it was cancelled. */
  start: (choices: ExportChoices) => Promise<string | undefined>
  cancel: () => void
}

/** Exports one thing at a time. It ends with the page that asked for it. */
export function useExport(): Export {
  const [progress, setProgress] = useState<Progress>()
  const control = useRef<AbortController>(undefined)
  useEffect(() => () => control.current?.abort(), [])

  const start = async (choices: ExportChoices) => {
    control.current?.abort()
    const own = new AbortController()
    control.current = own
    setProgress({ done: 0, total: 0 })
    try {
      const { version: gloss } = browser.runtime.getManifest()
      const file = await exportConversations(choices, {
        gloss,
        now: Date.now(),
        loadHtmlWriter,
        signal: own.signal,
        onProgress: setProgress,
      })
      saveFile(file.name, file.blob)
      return file.name
    } catch (error) {
      if (own.signal.aborted) return undefined
      throw error
    } finally {
      if (control.current === own) setProgress(undefined)
    }
  }
  return { progress, start, cancel: () => control.current?.abort() }
}

/** Loaded when somebody wants a web page, which few do. */
async function loadHtmlWriter(): Promise<(markdown: string) => string> {
  const [{ richText }, { formulaMarkup }] = await Promise.all([
    import('../markdown/rich-text'),
    import('../markdown/math-renderer'),
  ])
  // The title and the turns have the first two headings.
  return (markdown) => richText(markdown, { topHeading: 3, drawFormula: formulaMarkup })
}
