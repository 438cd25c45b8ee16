import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const components = new URL('../../../components/', import.meta.url)
const sheets = readdirSync(components, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.css') && !name.endsWith('tokens.css'),
)

describe('the style sheets', () => {
  it.each(sheets)('%s: every text grows with the size that the reader chose', (name) => {
    const sheet = readFileSync(new URL(name, components), 'utf8')
    const fixed = [...sheet.matchAll(/\bfont(?:-size)?:[^;]*;/g)]
      .map(([rule]) => rule)
      .filter((rule) => /\d(?:px|rem)/.test(rule.replaceAll(/calc\([^;]*--text-scale[^;]*\)/g, '')))
    expect(fixed, 'use a --text-… token of components/ui/tokens.css').toEqual([])
  })
})
