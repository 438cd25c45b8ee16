import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { textOf } from '../../../lib/chat/message'
import { builtinPreset } from '../../../lib/chat/preset'
import { db } from '../../../lib/db/db'
import { listMessages } from '../../../lib/db/messages'
import { listQueue } from '../../../lib/db/queue'
import { queueWorld } from '../../helpers/queue-world'

type Step =
  | { do: 'ask' | 'send-next' | 'kill' }
  | { do: 'end'; how: 'complete' | 'failed' | 'stopped' }
  | { do: 'move'; from: number; by: number }
  | { do: 'remove'; from: number }
  | { do: 'edit'; from: number }

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      how: fc.constantFrom('complete' as const, 'complete' as const, 'failed' as const, 'stopped' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('send-next' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  fc.record({ do: fc.constant('move' as const), from: fc.nat(4), by: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ do: fc.constant('remove' as const), from: fc.nat(4) }),
  fc.record({ do: fc.constant('edit' as const), from: fc.nat(4) }),
)

const question = (id: string) => ({
  conversationId: 'c',
  questionId: id,
  text: id,
  attachmentIds: [],
  presetId: builtinPreset.id,
})

const storedQuestions = async () =>
  (await listMessages('c')).filter(({ role }) => role === 'user').map((message) => textOf(message))

/** Without what is stored twice the database would come back from its second copy. */
async function freshStart(): Promise<void> {
  fakeBrowser.reset()
  await db.delete()
  await db.open()
}

describe('whatever happens to a queue', () => {
  it('asks every question once and in order, or keeps it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 14 }), async (steps) => {
        await freshStart()
        let world = queueWorld()
        const asked: string[] = []
        // What a reader expects, in the plainest words.
        const expected = { asked: [] as string[], line: [] as string[], running: undefined as string | undefined }
        const begin = (id: string | undefined) => {
          expected.running = id
          if (id !== undefined) expected.asked.push(id)
        }
        let count = 0
        for (const step of steps) {
          const chosen = 'from' in step ? expected.line[step.from % Math.max(1, expected.line.length)] : undefined
          if (step.do === 'ask') {
            const id = `q${++count}`
            await world.engine.start(question(id))
            if (expected.running === undefined) begin(id)
            else expected.line.push(id)
          } else if (step.do === 'end' && expected.running !== undefined) {
            await world.end(expected.running, step.how)
            begin(step.how === 'complete' ? expected.line.shift() : undefined)
          } else if (step.do === 'send-next' && expected.running === undefined) {
            await world.engine.queue.sendNext('c', builtinPreset.id)
            begin(expected.line.shift())
          } else if (step.do === 'kill') {
            if (expected.running !== undefined) await world.asking(expected.running)
            world.die()
            asked.push(...world.asked)
            world = queueWorld()
            await world.wake()
            begin(undefined)
          } else if (step.do === 'move' && chosen !== undefined) {
            await world.engine.queue.move(chosen, step.by)
            const from = expected.line.indexOf(chosen)
            expected.line.splice(from, 1)
            expected.line.splice(Math.max(0, from + step.by), 0, chosen)
          } else if (step.do === 'remove' && chosen !== undefined) {
            await world.engine.queue.remove(chosen)
            expected.line.splice(expected.line.indexOf(chosen), 1)
          } else if (step.do === 'edit' && chosen !== undefined) {
            await world.engine.queue.hold(chosen, true)
            await world.engine.queue.edit(chosen, { text: chosen, attachmentIds: [] })
          }
          if (expected.running !== undefined) await world.asking(expected.running)
          expect((await listQueue('c')).map(({ id }) => id)).toEqual(expected.line)
          expect([...asked, ...world.asked]).toEqual(expected.asked)
          expect(world.open()).toEqual(expected.running === undefined ? [] : [expected.running])
        }
        expect((await storedQuestions()).toSorted()).toEqual(expected.asked.toSorted())
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('neither loses nor doubles what several windows ask in the moment when an answer ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(4), fc.nat(4), fc.boolean(), async (before, meanwhile, removes) => {
        await freshStart()
        const world = queueWorld()
        const ids = Array.from({ length: before + meanwhile }, (_, index) => `q${index}`)
        await world.engine.start(question('first'))
        for (const id of ids.slice(0, before)) await world.engine.start(question(id))
        await Promise.all([
          world.end('first', 'complete'),
          ...ids.slice(before).map((id) => world.engine.start(question(id))),
          ...(removes && before > 0 ? [world.engine.queue.remove('q0')] : []),
        ])
        for (;;) {
          await world.engine.queue.settled('c')
          const [running] = world.engine.inFlight('c')
          if (!running) break
          await expect.poll(() => world.open().length, { interval: 2 }).toBe(1)
          await world.end(world.open()[0] ?? '', 'complete')
        }
        const questions = await storedQuestions()
        expect(new Set(questions).size, 'none twice').toBe(questions.length)
        expect(world.asked.toSorted()).toEqual(questions.toSorted())
        expect(await listQueue('c')).toEqual([])
        const lost = ['first', ...ids].filter((id) => !questions.includes(id))
        expect(lost.filter((id) => !(removes && id === 'q0'))).toEqual([])
        // Those that stood in line already are asked before those that came at the end.
        const order = world.asked.filter((id) => ids.slice(0, before).includes(id))
        expect(order).toEqual(order.toSorted())
      }),
      { numRuns: 30 },
    )
  }, 60_000)
})
