import type { ErrorInfo } from './chat-error'

/**
 * How a question is answered whose attachments are longer than the model holds: by `everything`, section by section,
 * or by the `relevant` sections alone. Without either, all of it is sent in one piece.
 */
export const readings = ['everything', 'relevant'] as const
export type Reading = (typeof readings)[number]

export type SectionState = 'waiting' | 'reading' | 'read' | 'failed' | 'left-out'

/** A stretch of an attachment, and what became of it. */
export type CoveredSection = {
  attachmentId: string
  /** Characters of the attachment's text as it is sent, from the first to before the last. */
  from: number
  to: number
  title: string
  /** A careful guess. */
  tokens: number
  state: SectionState
  /** Why it could not be read. */
  error?: Pick<ErrorInfo, 'kind' | 'message'>
}

/** How much of what is attached an answer rests on. */
export type Coverage = {
  reading: Reading
  /** All sections of all texts that are attached, in order. */
  sections: CoveredSection[]
  /** Everything has been read that can be: the answer is being written from what was found. */
  combining?: true
  /** Sections were read after the answer had been written: it does not know of them. */
  outdated?: true
  /** A section is being read after the answer was written: however that ends, the answer is as complete as before. */
  rereading?: true
}

/** A step of the reading. */
export type CoverageEvent =
  | { type: 'coverage'; coverage: Coverage }
  | { type: 'section'; index: number; state: SectionState; error?: CoveredSection['error'] }
  | { type: 'combining' }

export function applyCoverage(coverage: Coverage | undefined, event: CoverageEvent): Coverage | undefined {
  if (event.type === 'coverage') return event.coverage
  if (!coverage) return undefined
  if (event.type === 'combining') return { ...coverage, combining: true }
  const sections = coverage.sections.map((section, index) => {
    if (index !== event.index) return section
    const { error: _error, ...rest } = section
    return { ...rest, state: event.state, ...(event.error ? { error: event.error } : {}) }
  })
  return { ...coverage, sections }
}

/** When a run is over nothing is being read any more. */
export function settled(coverage: Coverage): Coverage {
  const { combining: _combining, rereading, ...rest } = coverage
  // Of a written answer only what failed can be read by itself.
  const state = rereading ? ('failed' as const) : ('waiting' as const)
  const sections = coverage.sections.map((section) => (section.state === 'reading' ? { ...section, state } : section))
  return { ...rest, sections }
}

export function countIn({ sections }: Coverage, ...states: SectionState[]): number {
  return sections.filter(({ state }) => states.includes(state)).length
}
