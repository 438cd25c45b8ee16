import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { statusOfAll } from '../../../lib/chat/comparison'
import { textOf } from '../../../lib/chat/message'
import { db } from '../../../lib/db/db'
import { getMessage, listMessages } from '../../../lib/db/messages'
import { listQueue } from '../../../lib/db/queue'
import { compareWorld } from '../../helpers/compare-world'

type Step = { at: 0 | 1 | 2; do: 'say' | 'finish' | 'fail' | 'stop' | 'retry' | 'continue' | 'keep' }

const step: fc.Arbitrary<Step> = fc.record({
  at: fc.constantFrom(0 as const, 1 as const, 2 as const),
  do: fc.oneof(
    { weight: 4, arbitrary: fc.constant('say' as const) },
    { weight: 6, arbitrary: fc.constantFrom('finish' as const, 'fail' as const, 'stop' as const) },
    { weight: 3, arbitrary: fc.constantFrom('retry' as const, 'continue' as const) },
    { weight: 1, arbitrary: fc.constant('keep' as const) },
  ),
})

const providers = ['ollama', 'groq', 'mistral'] as const

it('whatever happens to three that are compared, each is stored as it ended and the queue moves', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      fakeBrowser.reset()
      await db.delete()
      await db.open()
      const world = await compareWorld()
      const { models, ids } = await world.compare('q')
      await world.engine.start({
        conversationId: 'c',
        questionId: 'next',
        text: 'And?',
        attachmentIds: [],
        presetId: 'p0',
      })
      // What a reader expects of each column, in the plainest words.
      const columns = models.map((model, at) => ({ model, id: ids[at] ?? '', text: '', status: 'streaming' }))
      const asked = [1, 1, 1]
      let kept = false
      let said = 0
      const open = () => columns.filter(({ status }) => status === 'streaming')
      const moved = async () => (await getMessage('next')) !== undefined

      for (const { at, do: what } of steps) {
        if (open().length === 0 || kept) break
        const column = columns[at]
        if (!column) continue
        const writes = column.status === 'streaming'
        const { model } = column
        if (what === 'say' && writes) {
          // Never the same twice: what a continued answer repeats of its end is left out.
          const words = `w${(said += 1)}.`
          model.say(words)
          column.text += words
        } else if (what === 'finish' && writes) {
          model.finish()
          column.status = 'complete'
        } else if (what === 'fail' && writes) {
          model.fail()
          column.status = 'failed'
        } else if (what === 'stop' && writes) {
          // What was said before has arrived by then.
          const written = () => world.engine.inFlight('c').find(({ id }) => id === column.id)
          await expect
            .poll(
              () =>
                written()
                  ?.parts.map(({ text }) => text)
                  .join('') ?? '',
              { interval: 1 },
            )
            .toBe(column.text)
          world.engine.stop(column.id)
          column.status = 'stopped'
        } else if (what === 'retry' && !writes) {
          const provider = providers[at]
          const { answerId } = await world.engine.retry(column.id, `p${at}`)
          asked[at] = (asked[at] ?? 0) + 1
          Object.assign(column, { id: answerId, text: '', status: 'streaming' })
          column.model = await world.asking(provider, asked[at])
        } else if (what === 'continue' && !writes && column.text !== '' && column.status !== 'complete') {
          await world.engine.continue(column.id)
          asked[at] = (asked[at] ?? 0) + 1
          column.status = 'streaming'
          column.model = await world.asking(providers[at], asked[at])
        } else if (what === 'keep') {
          await world.engine.keep(column.id)
          for (const other of open()) if (other !== column) other.status = 'stopped'
          kept = true
        } else continue
        if (column.status !== 'streaming') await world.becomes(column.id, column.status as 'complete')
        await world.engine.queue.settled('c')
        if (open().length > 0) expect(await moved(), 'nobody goes on while one is being written').toBe(false)
      }
      for (const column of open()) {
        column.model.finish()
        column.status = 'complete'
        await world.becomes(column.id, 'complete')
      }
      for (const { id, status } of columns) await world.becomes(id, status as 'complete')
      await world.engine.queue.settled('c')

      const stored = await listMessages('c')
      for (const { id, text, status } of columns) {
        const one = stored.find((message) => message.id === id)
        expect(one && { text: textOf(one), status: one.status }).toEqual({ text, status })
      }
      const question = stored.find(({ id }) => id === 'q')
      expect(question?.comparison?.answerIds).toEqual(columns.map(({ id }) => id))
      const shown = stored.filter(({ id }) => columns.some((column) => column.id === id))
      if (!kept) {
        expect(await moved(), 'the queue goes on from a complete one, unless the reader stopped one').toBe(
          statusOfAll(shown) === 'complete',
        )
      }
      const next = await getMessage('next')
      if (next) {
        const parent = stored.find(({ id }) => id === next.parentId)
        expect(parent?.status).toBe('complete')
        expect(question?.comparison?.decided).toBe(true)
        await world.asking('ollama', (asked[0] ?? 0) + 1)
        world.engine.stopAll()
        await expect.poll(() => world.engine.busy, { interval: 1 }).toBe(false)
      } else {
        expect((await listQueue('c')).map(({ id }) => id)).toEqual(['next'])
        expect(world.engine.busy).toBe(false)
      }
    }),
    { numRuns: 40 },
  )
}, 120_000)
