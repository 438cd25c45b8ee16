import { useEffect, useState } from 'react'
import { say } from '../announce/say'
import { plainText } from '../markdown/plain-text'

const shownMs = 1_600

type Copied = [
  copied: boolean,
  copy: (text: string) => Promise<void>,
  /** Copies a Markdown text as what it looks like: a program takes the HTML or the plain text, as it can. */
  copyRich: (markdown: string) => Promise<void>,
]

/** Copies text, and says for a moment that it did. */
export function useCopied(): Copied {
  const [copiedAt, setCopiedAt] = useState<number | null>(null)
  useEffect(() => {
    if (copiedAt === null) return
    const timer = setTimeout(() => setCopiedAt(null), shownMs)
    return () => clearTimeout(timer)
  }, [copiedAt])
  const tell = () => {
    setCopiedAt(Date.now())
    say('Copied.')
  }
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    tell()
  }
  const copyRich = async (markdown: string) => {
    // Needed by few readers, and not before.
    const { richText } = await import('../markdown/rich-text')
    const blob = (text: string, type: string) => new Blob([text], { type })
    await navigator.clipboard.write([
      new ClipboardItem({
        'text/html': blob(richText(markdown), 'text/html'),
        'text/plain': blob(plainText(markdown), 'text/plain'),
      }),
    ])
    tell()
  }
  return [copiedAt !== null, copy, copyRich]
}
