import { useEffect } from 'react'
import { Formula } from './Formula'
import { loadMath } from './load-math'
import { asFormula } from './math-source'

/** A block of code whose language is mathematics: a formula of its own. It is drawn when it is complete, as all are. */
export function MathFence({ code, open }: { code: string; open: boolean }) {
  useEffect(() => {
    // The formula itself tries again, and stays as it was written where that fails.
    if (open) loadMath().catch(() => undefined)
  }, [open])
  const tex = code.trim()
  return open || tex === '' ? null : <Formula code={asFormula(`$$\n${tex}\n$$`)} />
}
