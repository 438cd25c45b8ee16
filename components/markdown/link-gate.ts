import { createContext } from 'react'

/** Stands between a link and the tab that it would open. */
export type LinkGate = {
  /** A link is pointed at: what is needed to judge it is made ready. */
  prepare: () => void
  /** Whether a link may open at once. Where not, the gate asks the reader, or opens it itself when it knows enough. */
  follow: (target: string, text: string) => boolean
}

/** Null where nobody has said what the reader attached and wrote. */
export const LinkGateContext = createContext<LinkGate | null>(null)
