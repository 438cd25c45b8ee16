import { readdirSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { scoreOf, withoutMarks, type Score } from './reading-score.ts'

export const corpusFolder = new URL('../fixtures/pages/corpus/', import.meta.url)

/** Each page has its main text, marked by hand, beside it. */
export const corpus: readonly string[] = readdirSync(corpusFolder)
  .filter((file) => file.endsWith('.html'))
  .map((file) => file.slice(0, -'.html'.length))

const expectedOf = (name: string): string => readFileSync(new URL(`${name}.txt`, corpusFolder), 'utf8')

/** Opens a page of the corpus, runs a script in it that comes to a text, and judges that. */
export async function measure(page: Page, url: string, name: string, script: string): Promise<Score> {
  await page.goto(`${url}${name}.html`)
  const read: unknown = await page.evaluate(script)
  return scoreOf(expectedOf(name), withoutMarks(textOf(read)))
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
