import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Attachment, Snapshot } from '../chat/attachment'
import { hasDrifted } from '../page/has-drifted'

/**
 * Milliseconds between two looks at the same page, by what calls for the second. A page that loaded anew is looked at at
 * once; what is being asked should be asked of the page as it is; else a look is only made now and then.
 */
const restMs = { loaded: 0, asking: 2_000, passing: 30_000 }

/** By the attachment's id, what its page says now. */
export type Drifted = Record<string, Snapshot>

type DriftDependencies = {
  /** Reads the page of a snapshot again as it was read then. Undefined where it is not open, or may not be read. */
  readAgain: (attachment: Attachment) => Promise<Snapshot | undefined>
  now: () => number
}

/** Looks whether pages still say what was read on them. It looks when told to, and never by itself. */
export class DriftWatch {
  readonly store: StoreApi<{ drifted: Drifted }> = createStore(() => ({ drifted: {} }))
  readonly #dependencies: DriftDependencies
  readonly #lookedAt = new Map<string, number>()
  /** Texts that a reader has seen and left as they are: told again only when the page goes on changing. */
  readonly #kept = new Map<string, string>()
  #looking: Promise<void> = Promise.resolve()

  constructor(dependencies: DriftDependencies) {
    this.#dependencies = dependencies
  }

  /**
   * Looks at the pages of these attachments, one after the other. Pages looked at a moment ago are passed over: how long
   * that is depends on the occasion.
   */
  check(attachments: readonly Attachment[], occasion: keyof typeof restMs = 'passing'): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      for (const attachment of attachments) {
        // oxlint-disable-next-line no-await-in-loop -- reading a page costs it time; several at once would be felt
        if (isWatched(attachment) && this.#isDue(attachment, restMs[occasion])) await this.#look(attachment)
      }
    })
    return this.#looking
  }

  /** The reader keeps the snapshot though the page has changed. */
  keep(attachmentId: string): void {
    const { drifted } = this.store.getState()
    const fresh = drifted[attachmentId]
    if (!fresh) return
    this.#kept.set(attachmentId, fresh.text)
    this.#tell(attachmentId, undefined)
  }

  #isDue({ id, capturedAt }: Attachment, rest: number): boolean {
    const last = this.#lookedAt.get(id) ?? capturedAt
    return this.#dependencies.now() - last >= rest
  }

  async #look(attachment: Attachment): Promise<void> {
    const { id, text } = attachment
    this.#lookedAt.set(id, this.#dependencies.now())
    const fresh = await this.#dependencies.readAgain(attachment)
    if (fresh) this.#tell(id, hasDrifted(this.#kept.get(id) ?? text, fresh.text) ? fresh : undefined)
  }

  #tell(attachmentId: string, fresh: Snapshot | undefined): void {
    const { [attachmentId]: told, ...others } = this.store.getState().drifted
    if (fresh) this.store.setState({ drifted: { ...others, [attachmentId]: fresh } })
    else if (told) this.store.setState({ drifted: others })
  }
}

/** Only a page can be read again just as it was; what was made of one, such as a list of changes, has no tab. */
export function isWatched({ kind, tabId }: Attachment): boolean {
  return kind === 'page' && tabId !== undefined
}
