import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { figuresTable, withFigures, type FaultFigures } from '../../../scripts/lib/reliability.ts'

const death: FaultFigures = {
  fault: 'F30',
  name: 'the worker is killed',
  tries: 500,
  lost: 0,
  doubled: 1,
  worstLossMs: 1_012,
  date: '2026-01-31',
}

describe('the table of the soak', () => {
  it('has a line for each fault, in the order of their numbers', () => {
    const table = figuresTable([death, { ...death, fault: 'F4', note: 'by hand', worstDelayMs: 12 }])
    const lines = table.split('\n').filter((line) => line.startsWith('| F'))
    expect(lines.map((line) => line.split('|').map((cell) => cell.trim()))).toEqual([
      ['', 'F4', 'the worker is killed (by hand)', '500', '0', '1', '1,012 ms', '12 ms', '2026-01-31', ''],
      ['', 'F30', 'the worker is killed', '500', '0', '1', '1,012 ms', '', '2026-01-31', ''],
    ])
  })

  it('names the machine without a path or a name', () => {
    expect(figuresTable([death])).toMatch(/\nMeasured on \w+ with \d+ cores and \d+ GiB of memory\.\n$/)
  })

  it('takes the place of the one before and leaves the words around it', () => {
    const once = withFigures('Before\n\n<!-- figures -->\n\nold\n\n<!-- /figures -->\n\nafter\n', '| new |\n')
    expect(once).toBe('Before\n\n<!-- figures -->\n\n| new |\n\n<!-- /figures -->\n\nafter\n')
    expect(withFigures(once, '| new |\n')).toBe(once)
  })

  it('fits into the document that ships', () => {
    const text = readFileSync(new URL('../../../docs/reliability.md', import.meta.url), 'utf8')
    expect(withFigures(text, figuresTable([death]))).toContain('| F30')
  })

  it('finds no place in a document without one', () => {
    expect(() => withFigures('Nothing here.', '')).toThrow(/no place for figures/)
  })
})
