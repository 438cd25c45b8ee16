import { useMemo, useState, type ReactNode } from 'react'
import { textOf, type Message } from '../../lib/chat/message'
import { loadAttachments } from '../quotes/loaded-attachments'
import { LinkDialog } from './LinkDialog'
import { openAddress } from './address'
import { LinkGateContext, type LinkGate } from './link-gate'
import { judgeLink, type LinkVerdict } from './link-judge'

type LinkScopeProps = {
  /** From the conversation's start to the question: what the reader attached and wrote. */
  thread: readonly Message[]
  children: ReactNode
}

type Asked = Extract<LinkVerdict, { kind: 'confirm' }>

/** Where links of an answer lead without a question to what the reader has seen, and with one elsewhere. */
export function LinkScope({ thread, children }: LinkScopeProps) {
  const [asked, setAsked] = useState<Asked>()
  // A message never changes what it attached or asked, though its object does.
  const key = useMemo(() => thread.map(({ id }) => id).join(), [thread])
  const gate = useMemo(
    () => gateOf(thread, setAsked),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
    [key],
  )
  return (
    <LinkGateContext value={gate}>
      {children}
      {asked && <LinkDialog verdict={asked} onClose={() => setAsked(undefined)} />}
    </LinkGateContext>
  )
}

function gateOf(thread: readonly Message[], onAsk: (asked: Asked) => void): LinkGate {
  let sources: string[] | undefined
  let loading: Promise<string[]> | undefined
  const load = (): Promise<string[]> => {
    // Without what could not be read more is asked about, which is the safe side.
    loading ??= sourcesOf(thread)
      .catch(() => questionsOf(thread))
      .then((loaded) => (sources = loaded))
    return loading
  }
  return {
    prepare: () => void load(),
    follow: (target, text) => {
      const act = (known: string[]): boolean => {
        const verdict = judgeLink(target, text, known)
        if (verdict.kind === 'confirm') onAsk(verdict)
        return verdict.kind === 'open'
      }
      if (sources) return act(sources)
      // It was neither pointed at nor focused before: the click waits until what was attached is read.
      void load().then((loaded) => act(loaded) && openAddress(target))
      return false
    },
  }
}

async function sourcesOf(thread: readonly Message[]): Promise<string[]> {
  const attachments = await loadAttachments([...new Set(thread.flatMap(({ attachmentIds }) => attachmentIds))])
  return [
    ...questionsOf(thread),
    ...attachments.flatMap(({ url, title, text, context }) => [url, title, text, context?.paragraph ?? '']),
  ].filter((source) => source !== '')
}

function questionsOf(thread: readonly Message[]): string[] {
  return thread.filter(({ role }) => role === 'user').map((message) => textOf(message))
}
