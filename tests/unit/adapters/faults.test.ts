import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * What networks and servers do to a worker. Each is claimed by number, at the beginning of a test's name, by a test that
 * drives the built extension. One that nobody claims fails here.
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
]

const folder = join(import.meta.dirname, '../../e2e')

/** Who claims which number. What only the soak tries is named otherwise, and does not count. */
const claimed = new Map<number, string[]>()
for (const file of globSync('faults*.spec.ts', { cwd: folder })) {
  const text = readFileSync(join(folder, file), 'utf8')
  for (const [, number = ''] of text.matchAll(/['"`]F(\d+) /g)) {
    claimed.set(Number(number), [...(claimed.get(Number(number)) ?? []), file])
  }
}

describe('the faults of networks and servers', () => {
  it('are twenty-nine', () => {
    expect(faults.map(([number]) => number)).toEqual(Array.from({ length: 29 }, (_, index) => index + 1))
  })

  it.each(faults)('F%i: %s', (number) => {
    expect(claimed.get(number) ?? [], 'no test of the built extension names it').not.toEqual([])
  })

  it('have no claim of a number that is none', () => {
    expect([...claimed.keys()].filter((number) => number < 1 || number > faults.length)).toEqual([])
  })
})
