import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { scoreOf, withoutMarks, type Score } from './reading-score.ts'

/** Pages with their main text, marked by hand, beside each. */
type Corpus = { folder: URL; names: readonly string[] }

/** The pages that the reader was tuned on. */
export const corpus = corpusIn('corpus')

/** Pages that were written after the reader, measured before anything was changed for them, and kept since. */
export const heldOut = corpusIn('held-out')

function corpusIn(name: string): Corpus {
  const folder = new URL(`../fixtures/pages/${name}/`, import.meta.url)
  const pages = readdirSync(folder).filter((file) => file.endsWith('.html'))
  return { folder, names: pages.map((file) => file.slice(0, -'.html'.length)) }
}

type Asked = {
  /** Where the corpus is served. */
  url: string
  name: string
  /** Comes to a text. */
  script: string
  /** Without its styles, as a page is that was saved without them. */
  bare?: boolean
}

/** Opens a page of a corpus, runs a script in it, and judges its text. */
export async function measure(page: Page, { folder }: Corpus, { url, name, script, bare }: Asked): Promise<Score> {
  await page.goto(`${url}${name}.html`)
  if (bare === true) {
    await page.evaluate(`document.querySelectorAll('style, link[rel=stylesheet]').forEach((sheet) => sheet.remove())`)
  }
  const read: unknown = await page.evaluate(script)
  return scoreOf(readFileSync(new URL(`${name}.txt`, folder), 'utf8'), withoutMarks(textOf(read)))
}

/** A plain text, or the envelope of our own script. */
function textOf(read: unknown): string {
  if (typeof read === 'string') return read
  if (typeof read !== 'object' || read === null || !('value' in read)) return ''
  const { value } = read
  return typeof value === 'object' && value !== null && 'text' in value ? String(value.text) : ''
}

export const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length
