/** Begins to tell of something; returns how to stop. */
type Watch<Value> = (onChange: (value: Value | null) => void) => () => void

/**
 * One watch for all who want to know, as long as anybody does: a page that is watched twice tells only the second.
 * Who comes later is told at once what is known.
 */
export function sharedWatch<Value>(watch: Watch<Value>): Watch<Value> {
  const listeners = new Set<{ onChange: (value: Value | null) => void }>()
  let latest: Value | null = null
  let stop = (): void => undefined
  return (onChange) => {
    const listener = { onChange }
    listeners.add(listener)
    if (listeners.size > 1) onChange(latest)
    else {
      stop = watch((value) => {
        latest = value
        for (const one of listeners) one.onChange(value)
      })
    }
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return
      stop()
      latest = null
    }
  }
}
