import fc from 'fast-check'
import { wireFixtures } from '../helpers/wire-fixtures'
import { mutate, mutation, type Mutation } from './mutations'

/** One answer of a server, however odd. Plain data: a failing one can be written to a file and played again. */
export type FuzzCase = {
  fixture: string
  mutations: Mutation[]
  /** In place of the fixture: nothing that any server would send. */
  bytes?: number[]
  status: number
  contentType: string
  /** Sizes of the pieces in which it comes, over and over. */
  sizes: number[]
  ending: 'clean' | 'broken'
}

const fixtures = new Map(wireFixtures().map((fixture) => [`${fixture.wire} ${fixture.name}`, fixture]))
const names = [...fixtures.keys()]

export const fuzzCase: fc.Arbitrary<FuzzCase> = fc
  .record({
    fixture: fc.constantFrom(...names),
    mutations: fc.array(mutation, { maxLength: 4 }),
    bytes: fc.option(fc.array(fc.nat(255), { maxLength: 200 }), { freq: 30, nil: undefined }),
    status: fc.oneof(
      { weight: 12, arbitrary: fc.constant(200) },
      { weight: 1, arbitrary: fc.constantFrom(400, 401, 402, 403, 404, 409, 413, 422, 429, 498, 500, 503, 524, 529) },
    ),
    contentType: fc.constantFrom('text/event-stream', 'application/json', 'text/html', ''),
    sizes: fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 5_000 })), {
      minLength: 1,
      maxLength: 4,
    }),
    ending: fc.constantFrom('clean', 'clean', 'clean', 'broken'),
  })
  .map(({ bytes, ...rest }) => (bytes === undefined ? rest : { ...rest, bytes }))

/** The fixture that a case is made of. */
export function fixtureOf({ fixture }: FuzzCase) {
  const found = fixtures.get(fixture)
  if (!found) throw new Error(`There is no fixture “${fixture}”.`)
  return found
}

/** The bytes of a case, in its pieces. */
export function piecesOf(one: FuzzCase): Uint8Array[] {
  const text = (): string => one.mutations.reduce(mutate, fixtureOf(one).body.toString('utf8'))
  const bytes = one.bytes ? Uint8Array.from(one.bytes) : new TextEncoder().encode(text())
  const pieces: Uint8Array[] = []
  for (let start = 0, index = 0; start < bytes.length; index++) {
    const size = one.sizes[index % one.sizes.length] ?? 1
    pieces.push(bytes.subarray(start, start + size))
    start += size
  }
  return pieces
}
