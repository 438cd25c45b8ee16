import { useEffect, useState } from 'react'

const shownMs = 1_600

/** Copies text, and says for a moment that it did. */
export function useCopied(): [copied: boolean, copy: (text: string) => Promise<void>] {
  const [copiedAt, setCopiedAt] = useState<number | null>(null)
  useEffect(() => {
    if (copiedAt === null) return
    const timer = setTimeout(() => setCopiedAt(null), shownMs)
    return () => clearTimeout(timer)
  }, [copiedAt])
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text)
    setCopiedAt(Date.now())
  }
  return [copiedAt !== null, copy]
}
