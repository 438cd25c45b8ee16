import { mkdir, writeFile } from 'node:fs/promises'
import type { FaultFigures } from '../../../scripts/lib/reliability.ts'
import { project } from '../../../scripts/lib/project.ts'
import { isSoak } from './soak.ts'

/** Milliseconds of text that may be lost: one second between two writes, and a little for the way to the disk. */
export const mayLoseMs = 1_250

/** Counts what one fault did, try by try, for the table of `docs/reliability.md`. */
export class Figures {
  readonly #figures: FaultFigures

  constructor(fault: string, name: string) {
    this.#figures = { fault, name, tries: 0, lost: 0, doubled: 0, date: new Date().toISOString().slice(0, 10) }
  }

  /**
   * @param outcome.lostMs how old the oldest text was that is missing; 0 when none is.
   * @param outcome.delayMs until the reader saw how it stands.
   */
  add(outcome: { lostMs?: number; lost?: boolean; doubled?: boolean; delayMs?: number | undefined }): void {
    const { lostMs = 0, lost = lostMs > mayLoseMs, doubled = false, delayMs } = outcome
    const figures = this.#figures
    figures.tries += 1
    figures.lost += Number(lost)
    figures.doubled += Number(doubled)
    figures.worstLossMs = Math.max(figures.worstLossMs ?? 0, Math.round(lostMs))
    if (delayMs !== undefined) this.delay(delayMs)
  }

  /** A delay that belongs to all tries together. */
  delay(delayMs: number): void {
    this.#figures.worstDelayMs = Math.max(this.#figures.worstDelayMs ?? 0, Math.round(delayMs))
  }

  note(words: string): void {
    this.#figures.note = words
  }

  /** Says them, and keeps them where the soak's report is made from. */
  async keep(): Promise<void> {
    process.stdout.write(`    ${JSON.stringify(this.#figures)}\n`)
    if (!isSoak) return
    const folder = `${project}test-results/soak/`
    await mkdir(folder, { recursive: true })
    await writeFile(`${folder}${this.#figures.fault}.json`, JSON.stringify(this.#figures))
  }
}
