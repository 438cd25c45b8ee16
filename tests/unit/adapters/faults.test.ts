import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * What networks, servers, browsers, disks, letters and pages do to an answer, and to what is asked about. Each is
 * claimed by number, at the beginning of a test's name, by a test that drives the built extension. One that nobody
 * claims fails here.
 */
const faults: readonly (readonly [number: number, name: string])[] = [
  [1, 'connection refused'],
  [2, 'a name that cannot be resolved'],
  [3, 'offline before it is sent'],
  [4, 'offline in mid-answer'],
  [5, 'a reset in mid-answer'],
  [6, 'an end inside the body, or before its length'],
  [7, 'an end without a terminal sign'],
  [8, 'garbage behind the terminal sign'],
  [9, 'headers after a minute, after five'],
  [10, 'headers never, or byte by byte'],
  [11, 'a silence in mid-answer'],
  [12, 'a word every forty seconds'],
  [13, 'comments only'],
  [14, 'every byte on its own'],
  [15, 'a wrong key'],
  [16, 'a refused Origin'],
  [17, 'a model that is gone'],
  [18, 'a context that is too long'],
  [19, 'a limit, with every form of Retry-After'],
  [20, 'a server in trouble'],
  [21, 'an error inside a success'],
  [22, 'a web page'],
  [23, 'a wrong content type'],
  [24, 'a malformed line'],
  [25, 'an answer of nothing'],
  [26, 'a line of two gigabytes, ten million events'],
  [27, 'redirects'],
  [28, 'a packed bomb, early hints, HTTP/1.0'],
  [29, 'a certificate that nobody vouches for'],
  [30, 'the worker is killed at any point'],
  [31, 'the worker is killed while it writes eight answers'],
  [32, 'the worker dies of idleness between two questions'],
  [33, 'the panel is closed in mid-answer, and opened again'],
  [34, 'the panel crashes'],
  [35, 'the browser is killed in mid-answer'],
  [36, 'the browser is killed while much is being written'],
  [37, 'Gloss is reloaded or updated in mid-answer'],
  [38, 'Gloss is switched off in mid-answer, and on again'],
  [39, 'two panels in two windows'],
  [40, 'two windows send at once'],
  [41, 'eight answers at a hundred words a second'],
  [42, 'stop, at any moment'],
  [43, 'the panel is hidden for minutes'],
  [44, 'the clock jumps by a day'],
  [45, 'the machine sleeps'],
  [46, 'the disk is full in mid-answer'],
  [47, 'the database cannot be opened'],
  [48, 'a damaged record, a lost database'],
  [49, 'a database of every earlier version'],
  [50, 'a question of a megabyte, and of more than a message may hold'],
  [51, 'pairs of surrogates that are split'],
  [52, 'writing from right to left, mixed, and without blanks'],
  [53, 'an import that is damaged, hostile or packed to burst, and a disk that takes no export'],
  [54, 'the page hangs, leaves or is closed while it is read'],
  [55, 'pages that are closed to extensions, and odd ones'],
  [56, 'selections of every kind'],
]

const folder = join(import.meta.dirname, '../../e2e')

/** Who claims which number. What only the soak tries is named otherwise, and does not count. */
const claimed = new Map<number, string[]>()
for (const file of globSync('*.spec.ts', { cwd: folder })) {
  const text = readFileSync(join(folder, file), 'utf8')
  for (const [, number = ''] of text.matchAll(/['"`]F(\d+):? /g)) {
    claimed.set(Number(number), [...(claimed.get(Number(number)) ?? []), file])
  }
}

describe('the faults', () => {
  it('are numbered without a gap', () => {
    expect(faults.map(([number]) => number)).toEqual(Array.from({ length: 56 }, (_, index) => index + 1))
  })

  it.each(faults)('F%i: %s', (number) => {
    expect(claimed.get(number) ?? [], 'no test of the built extension names it').not.toEqual([])
  })

  it('have no claim of a number that is none', () => {
    const known = new Set(faults.map(([number]) => number))
    expect([...claimed.keys()].filter((number) => !known.has(number))).toEqual([])
  })
})
