import type { PortableSettings } from '../chat/settings'
import type { Bundle } from './bundle'

export type ImportSource = 'gloss' | 'chatgpt' | 'open-webui' | 'page-assist'

/** What did not come in, where it stands in the file, and why. */
type LeftOut = { place: string; reason: string }

/** All that was read of a file, and nothing that was written yet. */
export type ImportFile = {
  name: string
  source: ImportSource
  bundles: Bundle[]
  leftOut: LeftOut[]
  /** Conversations whose messages did not hang together and were put in order. */
  mended: number
  settings?: PortableSettings
}

/** What a reader of one format is given beside the file. */
export type ReadContext = { createId: () => string; now: number }

/** One conversation of a file, not yet looked at. */
export type Candidate = {
  /** Where it stands, for a reader: `conversation 3 (“Margins”)`. */
  place: string
  /** @throws {Error} with the reason, as the end of a sentence, when it cannot be read. */
  read: () => Promise<{ bundle: Bundle; mended: boolean }>
}
