import { useEffect, useState } from 'react'
import { languageId, loadTokenizer } from './code-languages'
import { canPaint, CodePainter } from './code-painter'

/** What colours the code of one block, once its language is loaded. `open`: the code still grows. */
export function useCodeColours(language: string, code: string, open: boolean): CodePainter | null {
  const id = languageId(language)
  const [painter, setPainter] = useState<CodePainter | null>(null)

  useEffect(() => {
    if (id === undefined || !canPaint()) return undefined
    let current = true
    let made: CodePainter | undefined
    void loadTokenizer(id).then((tokenizer) => {
      if (!current) return
      made = new CodePainter(tokenizer)
      setPainter(made)
    })
    return () => {
      current = false
      made?.stop()
      setPainter(null)
    }
  }, [id])

  // A line that is being written changes its meaning with each letter.
  const whole = open ? code.slice(0, code.lastIndexOf('\n') + 1) : code
  useEffect(() => painter?.update(whole, open), [painter, whole, open])

  return painter
}
