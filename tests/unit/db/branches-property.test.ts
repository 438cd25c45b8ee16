import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { siblingsOf, threadTo, type Message } from '../../../lib/chat/message'
import { deleteMessage, restoreMessage, showMessage } from '../../../lib/db/branches'
import { db } from '../../../lib/db/db'
import { beginAnswer, checkpoint, listMessages } from '../../../lib/db/messages'
import { freshStores } from '../../helpers/database'
import { message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

type Step = { do: 'ask' | 'retry' | 'edit' | 'switch' | 'branch' | 'delete' | 'undo'; of: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.constantFrom<Step['do'][]>('ask', 'ask', 'retry', 'edit', 'switch', 'branch', 'delete', 'undo'),
    of: fc.nat(30),
  }),
  { maxLength: 16 },
)

/** A conversation as a reader deals with it, and what was deleted last. */
class World {
  #made = 0
  #last: { root: string; before: unknown } | undefined

  async take({ do: what, of }: Step): Promise<void> {
    const all = await listMessages('conversation')
    const chosen = (role: Message['role']) => {
      const those = all.filter((one) => one.role === role)
      return those[of % Math.max(1, those.length)]
    }
    const leafId = (await db.conversations.get('conversation'))?.leafId ?? null
    const [question, answer, any] = [chosen('user'), chosen('assistant'), all[of % Math.max(1, all.length)]]
    if (what === 'ask') await this.#ask(leafId)
    else if (what === 'edit' && question) await this.#ask(question.parentId)
    else if (what === 'retry' && question) await this.#answer(question.id)
    else if (what === 'switch' && any) await showMessage(any.id)
    else if (what === 'branch' && answer) await showMessage(answer.id, { here: true })
    else if (what === 'delete' && any) {
      const before = await this.#state()
      // What is not shown is not deleted by anybody: it is looked at first.
      const isShown = threadTo(all, leafId).some(({ id }) => id === any.id)
      await deleteMessage(any.id, ++this.#made)
      this.#last = isShown ? { root: any.id, before } : undefined
      return
    } else if (what === 'undo' && this.#last) {
      await restoreMessage(this.#last.root)
      expect(await this.#state()).toEqual(this.#last.before)
    }
    this.#last = undefined
  }

  async #ask(parentId: string | null): Promise<void> {
    const question = message({ id: this.#id(), parentId, role: 'user', status: 'complete', createdAt: this.#made })
    const answer = message({ id: this.#id(), parentId: question.id, createdAt: this.#made })
    await beginTurn(question, answer)
    await checkpoint({ ...answer, status: 'complete' })
  }

  async #answer(parentId: string): Promise<void> {
    const answer = message({ id: this.#id(), parentId, createdAt: this.#made })
    await beginAnswer(answer)
    await checkpoint({ ...answer, status: 'complete' })
  }

  /** Ids do not come in the order of time. */
  #id(): string {
    return `${(++this.#made * 7_919) % 1_000}-${this.#made}`
  }

  async #state(): Promise<unknown> {
    return { messages: await db.messages.toArray(), leafId: (await db.conversations.get('conversation'))?.leafId }
  }
}

it('whatever a reader does, every message is deleted or can be reached, and one path is shown', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      await freshStores()
      const world = new World()
      for (const step of taken) {
        const before = await db.messages.count()
        await world.take(step)
        expect(await db.messages.count()).toBeGreaterThanOrEqual(before)

        const rows = await db.messages.toArray()
        const all = await listMessages('conversation')
        const known = new Set(all.map(({ id }) => id))
        const leafId = (await db.conversations.get('conversation'))?.leafId ?? null
        for (const one of all) {
          const path = threadTo(all, one.id)
          expect(path[0]?.parentId, 'each leads to a root').toBeNull()
          const times = siblingsOf(all, one).map(({ createdAt }) => createdAt)
          expect(times).toEqual(times.toSorted((earlier, later) => earlier - later))
          expect(siblingsOf(all, one).filter(({ id }) => id === one.id)).toHaveLength(1)
        }
        // Nothing hangs below what was deleted.
        for (const { parentId, deleted } of rows)
          if (!deleted && parentId !== null) expect(known.has(parentId)).toBe(true)
        if (all.length > 0) expect(known.has(leafId ?? ''), 'something that is there is shown').toBe(true)
        else expect(leafId).toBeNull()

        // Whoever looks at a message finds it on the shown path.
        const [first] = all
        if (first && step.do === 'switch') {
          const shown = (await db.conversations.get('conversation'))?.leafId ?? null
          expect(
            all.some(({ parentId }) => parentId === shown),
            'a switch leads to an end',
          ).toBe(false)
        }
      }
      for (const { id } of await listMessages('conversation')) {
        await showMessage(id)
        const leafId = (await db.conversations.get('conversation'))?.leafId ?? null
        expect(threadTo(await listMessages('conversation'), leafId).map((one) => one.id)).toContain(id)
      }
    }),
    { numRuns: 60 },
  )
}, 120_000)
