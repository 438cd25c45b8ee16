import { nextFrame } from '../../lib/panel/in-frames'

/** Calls back once the next picture has been painted. Returns how to take the wish back. */
export function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const forget = nextFrame(() => {
    timer = setTimeout(act)
  })
  return () => {
    forget()
    clearTimeout(timer)
  }
}
