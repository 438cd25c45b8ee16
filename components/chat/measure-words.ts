import type { Speed } from '../../lib/chat/run-metrics'

/** A time as people say it: `340 ms`, `3.4 s`, `2 min 5 s`. */
export function inTime(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1_000
  if (seconds < 120) return `${seconds.toLocaleString('en', { maximumFractionDigits: 1 })} s`
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** A size as people say it: `512 bytes`, `3.1 kB`, `20 MB`, `68 GB`. */
export function inBytes(bytes: number): string {
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })
  if (bytes < 1024) return counted(bytes, 'byte')
  if (bytes < 1024 ** 2) return `${number(bytes / 1024)} kB`
  return bytes < 1024 ** 3 ? `${number(bytes / 1024 ** 2)} MB` : `${number(bytes / 1024 ** 3)} GB`
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

export function inSpeed({ tokensPerSecond, estimated }: Speed): string {
  const digits = tokensPerSecond < 10 ? 1 : 0
  const amount = tokensPerSecond.toLocaleString('en', { maximumFractionDigits: digits })
  return `${estimated ? 'about ' : ''}${amount} tokens/s`
}
