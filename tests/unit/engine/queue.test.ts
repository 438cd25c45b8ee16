import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ChatError } from '../../../lib/chat/chat-error'
import { textOf } from '../../../lib/chat/message'
import { builtinPreset } from '../../../lib/chat/preset'
import { maximumQueued } from '../../../lib/chat/queued-question'
import { showMessage } from '../../../lib/db/branches'
import { markDeleted, unmarkDeleted } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { getMessage, listMessages } from '../../../lib/db/messages'
import { getWaiting, listQueue } from '../../../lib/db/queue'
import { queueWorld, type World } from '../../helpers/queue-world'

const ask = (
  world: World,
  id: string,
  differences: { text?: string; presetId?: string; conversationId?: string; behind?: boolean } = {},
) =>
  world.engine.start({
    conversationId: 'c',
    questionId: id,
    text: `Question ${id}`,
    attachmentIds: [],
    presetId: builtinPreset.id,
    ...differences,
  })

const line = async () => (await listQueue('c')).map(({ id }) => id)

describe('the queue', () => {
  beforeEach(async () => {
    fakeBrowser.reset()
    await db.delete()
    await db.open()
  })

  it('keeps what is asked while an answer is written, and asks it afterwards, in order', async () => {
    const world = queueWorld()
    expect(await ask(world, 'a')).toMatchObject({ answerId: expect.any(String) })
    expect(await ask(world, 'b')).toEqual({ answerId: null })
    expect(await ask(world, 'd')).toEqual({ answerId: null })
    expect(await line()).toEqual(['b', 'd'])
    expect(world.asked).toEqual(['Question a'])

    for (const id of ['a', 'b', 'd']) await world.end(`Question ${id}`, 'complete')
    expect(world.asked).toEqual(['Question a', 'Question b', 'Question d'])
    expect(await line()).toEqual([])
    const answerOfB = (await listMessages('c')).find(({ parentId }) => parentId === 'b')
    expect(await getMessage('d'), 'it goes on from the answer before it').toMatchObject({ parentId: answerOfB?.id })
  })

  it('asks behind the answer that was waited for, also when another branch is shown meanwhile', async () => {
    const world = queueWorld()
    await ask(world, 'a')
    await world.end('Question a', 'complete')
    const [, earlier] = await listMessages('c')
    await ask(world, 'b')
    await ask(world, 'd')
    await showMessage(earlier?.id ?? '', { here: true })
    await world.end('Question b', 'complete')
    await world.end('Question d', 'complete')
    const answerOfB = (await listMessages('c')).find(({ parentId }) => parentId === 'b')
    expect(await getMessage('d')).toMatchObject({ parentId: answerOfB?.id })
  })

  it.each(['failed', 'stopped'] as const)(
    'waits after an answer that was %s, until it is told to go on',
    async (how) => {
      const world = queueWorld()
      await ask(world, 'a')
      await ask(world, 'b')
      await ask(world, 'd')
      await world.end('Question a', how)
      expect(await line()).toEqual(['b', 'd'])
      expect(await getWaiting('c')).toMatchObject({ answer: how })

      expect(await world.engine.queue.sendNext('c', builtinPreset.id)).toMatchObject({ answerId: expect.any(String) })
      await world.end('Question b', 'complete')
      await world.asking('Question d')
      expect(world.asked).toEqual(['Question a', 'Question b', 'Question d'])
    },
  )

  it('goes on after another try that is complete', async () => {
    const world = queueWorld()
    const { answerId } = await ask(world, 'a')
    await ask(world, 'b')
    await world.end('Question a', 'failed')
    await world.engine.retry(answerId ?? '', builtinPreset.id)
    expect(await line()).toEqual(['b'])
    await world.end('Question a', 'complete')
    await world.asking('Question b')
  })

  it('is as long as it says, and refuses the next with a word', async () => {
    const world = queueWorld()
    await ask(world, 'a')
    for (let index = 0; index < maximumQueued; index += 1) await ask(world, `n${index}`)
    await expect(ask(world, 'late')).rejects.toThrow(/20 questions wait here already/)
    expect(await line()).toHaveLength(maximumQueued)
  })

  it('takes one click once, also when it arrives again after it was asked', async () => {
    const world = queueWorld()
    await ask(world, 'a')
    await Promise.all([ask(world, 'b'), ask(world, 'b')])
    expect(await line()).toEqual(['b'])
    await world.end('Question a', 'complete')
    await world.asking('Question b')
    await expect(ask(world, 'b')).rejects.toThrow(/asked already/)
    expect(world.asked).toEqual(['Question a', 'Question b'])
  })

  it('asks nothing that is being edited, and asks it as it was edited', async () => {
    const world = queueWorld()
    await ask(world, 'a')
    await ask(world, 'b')
    await world.engine.queue.hold('b', true)
    await world.end('Question a', 'complete')
    expect(await line()).toEqual(['b'])
    await world.engine.queue.edit('b', { text: 'Better b', attachmentIds: [] })
    await world.asking('Better b')
    await expect(world.engine.queue.edit('b', { text: 'Too late', attachmentIds: [] })).rejects.toThrow(
      /asked or removed/,
    )
  })

  it('moves, removes and takes a removal back', async () => {
    const world = queueWorld()
    await ask(world, 'a')
    for (const id of ['b', 'd', 'e']) await ask(world, id)
    await world.engine.queue.move('e', -1)
    expect(await line()).toEqual(['b', 'e', 'd'])
    await world.engine.queue.move('b', 5)
    expect(await line()).toEqual(['e', 'd', 'b'])
    const [, removed] = await listQueue('c')
    if (!removed) throw new Error('the line is too short')
    await world.engine.queue.remove('d')
    expect(await line()).toEqual(['e', 'b'])
    await world.engine.queue.restore(removed)
    expect(await line()).toEqual(['e', 'd', 'b'])
  })

  it('says why a question could not be asked, keeps it, and asks it by another model when told to', async () => {
    const world = queueWorld()
    await ask(world, 'a')
    await ask(world, 'b', { presetId: 'removed' })
    await world.end('Question a', 'complete')
    await expect.poll(async () => (await listQueue('c'))[0]?.problem?.kind).toBe('not-configured')
    await world.engine.queue.sendNext('c', builtinPreset.id)
    await world.asking('Question b')
  })

  it('asks what was queued behind a question that could not be asked at all', async () => {
    const world = queueWorld()
    const refused = expect(ask(world, 'a', { presetId: 'removed' })).rejects.toThrow(ChatError)
    await ask(world, 'b')
    await refused
    expect(await line(), 'nothing was answered here: it waits for the reader').toEqual(['b'])
    await world.engine.queue.sendNext('c', builtinPreset.id)
    await world.asking('Question b')
  })

  it('asks nothing in a deleted conversation, and goes on when it is restored', async () => {
    const world = queueWorld()
    await ask(world, 'a')
    await ask(world, 'b')
    await markDeleted('c', 2_000)
    await world.end('Question a', 'complete')
    expect(world.asked).toEqual(['Question a'])
    await unmarkDeleted('c')
    await world.engine.queue.advance('c')
    await world.asking('Question b')
  })

  it('asks in one conversation while another waits', async () => {
    const world = queueWorld()
    await ask(world, 'a')
    await ask(world, 'b')
    await ask(world, 'x', { conversationId: 'other' })
    await ask(world, 'y', { conversationId: 'other' })
    await world.end('Question x', 'complete')
    await world.asking('Question y')
    expect(await line()).toEqual(['b'])
  })

  it('goes on in a new worker when the last one died before the next question was stored', async () => {
    const before = queueWorld()
    await ask(before, 'a')
    await ask(before, 'b')
    before.die('before-taking')
    await before.end('Question a', 'complete')
    const after = queueWorld()
    await after.wake()
    await after.asking('Question b')
    expect(await line()).toEqual([])
  })

  it('asks a question once when the worker died after it was stored', async () => {
    const before = queueWorld()
    await ask(before, 'a')
    await ask(before, 'b')
    await before.end('Question a', 'complete')
    await before.asking('Question b')
    before.die()
    const after = queueWorld()
    await after.wake()
    expect(after.asked).toEqual([])
    const answer = (await listMessages('c')).find(({ parentId }) => parentId === 'b')
    expect(answer).toMatchObject({ status: 'interrupted' })
    expect(
      (await listMessages('c')).map((message) => textOf(message)).filter((text) => text === 'Question b'),
    ).toHaveLength(1)
  })

  it('asks nothing out of turn that was asked behind others when the worker died', async () => {
    const before = queueWorld()
    await ask(before, 'a')
    await ask(before, 'b')
    before.die()
    const after = queueWorld()
    await after.wake()
    expect(await ask(after, 'd', { behind: true })).toEqual({ answerId: null })
    expect(await line()).toEqual(['b', 'd'])
    expect(after.asked).toEqual([])
    // Who asks while nothing is being written does not wait for a line that waits for a word.
    expect(await ask(after, 'e')).toMatchObject({ answerId: expect.any(String) })
  })
})
