import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { textOf } from '../../../lib/chat/message'
import { db } from '../../../lib/db/db'
import { getMessage } from '../../../lib/db/messages'
import { listQueue } from '../../../lib/db/queue'
import { getReceipt } from '../../../lib/db/receipts'
import { compareWorld } from '../../helpers/compare-world'

const next = { conversationId: 'c', attachmentIds: [], presetId: 'p0' }
const shown = async () => (await db.conversations.get('c'))?.leafId

beforeEach(async () => {
  fakeBrowser.reset()
  await db.delete()
  await db.open()
})

describe('a comparison', () => {
  it('puts one question to all at once, each with its own answer, receipt and cost', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q', 'Why?')
    expect(models.map(({ request }) => [request.question, request.model])).toEqual([
      ['Why?', 'm0'],
      ['Why?', 'm1'],
      ['Why?', 'm2'],
    ])
    expect((await getMessage('q'))?.comparison).toEqual({ answerIds: ids })
    models.forEach((model, index) => model.say(`From ${index}`))
    await expect
      .poll(() => world.engine.inFlight('c').map((one) => textOf(one)))
      .toEqual(['From 0', 'From 1', 'From 2'])
    for (const [index, model] of models.entries()) {
      model.finish()
      await world.becomes(ids[index] ?? '', 'complete')
    }
    const answers = await world.answersTo('q')
    expect(answers.map(({ presetId, cost }) => [presetId, cost?.usd])).toEqual([
      ['p0', 0.5],
      ['p1', 0.5],
      ['p2', 0.5],
    ])
    const receipts = await Promise.all(ids.map(getReceipt))
    expect(receipts.map((receipt) => receipt?.messageId)).toEqual(ids)
    expect(world.engine.busy).toBe(false)
  })

  it('stops one and lets the others write on; stops all', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q')
    models[1].say('So far')
    await expect.poll(() => world.engine.inFlight('c').map((one) => textOf(one))).toContain('So far')
    world.engine.stop(ids[1])
    await world.becomes(ids[1], 'stopped')
    expect(models.map(({ stopped }) => stopped)).toEqual([false, true, false])
    world.engine.stopConversation('c')
    await world.becomes(ids[0], 'stopped')
    await world.becomes(ids[2], 'stopped')
    expect(world.engine.busy).toBe(false)
  })

  it('asks one of them again in its place while the others write, and continues another', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q')
    models[1].fail()
    await world.becomes(ids[1], 'failed')
    const { answerId } = await world.engine.retry(ids[1], 'p1')
    const again = await world.asking('groq', 2)
    expect((await getMessage('q'))?.comparison?.answerIds).toEqual([ids[0], answerId, ids[2]])
    models[2].say('Half')
    await expect.poll(() => world.engine.inFlight('c').map((one) => textOf(one))).toContain('Half')
    world.engine.stop(ids[2])
    await world.becomes(ids[2], 'stopped')
    await world.engine.continue(ids[2])
    const further = await world.asking('mistral', 2)
    await expect(world.engine.continue(ids[2])).rejects.toMatchObject({ kind: 'bad-request' })
    for (const model of [models[0], again, further]) {
      model.say(' done')
      model.finish()
    }
    for (const id of [ids[0], answerId, ids[2]]) await world.becomes(id, 'complete')
    expect(world.engine.busy).toBe(false)
    // The first try stays as a branch.
    expect(await getMessage(ids[1])).toMatchObject({ status: 'failed', parentId: 'q' })
  })

  it('asks nothing else in the conversation meanwhile: an answer that is not compared waits', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q')
    for (const [index, model] of models.entries()) {
      model.finish()
      await world.becomes(ids[index] ?? '', 'complete')
    }
    const { models: later } = await world.compare('later', 'Later', 2)
    await expect(world.engine.retry(ids[0], 'p0')).rejects.toMatchObject({ kind: 'bad-request' })
    later.forEach((model) => model.finish())
  })

  it('keeps one: the others are stopped and stay, and the next question follows the kept one', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q')
    models[1].finish()
    await world.becomes(ids[1], 'complete')
    await world.engine.keep(ids[1])
    await world.becomes(ids[0], 'stopped')
    await world.becomes(ids[2], 'stopped')
    expect(await shown()).toBe(ids[1])
    expect((await getMessage('q'))?.comparison).toEqual({ answerIds: ids, decided: true })
    await world.engine.start({ ...next, questionId: 'q2', text: 'And then?' })
    expect((await getMessage('q2'))?.parentId).toBe(ids[1])
  })

  it('goes on from the shown answer when it is complete, else from the first complete one, and says so', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q')
    models[0].fail()
    models[1].finish()
    models[2].finish()
    await world.becomes(ids[0], 'failed')
    await world.becomes(ids[1], 'complete')
    await world.becomes(ids[2], 'complete')
    await world.engine.start({ ...next, questionId: 'q2', text: 'And then?' })
    expect((await getMessage('q2'))?.parentId).toBe(ids[1])
    expect((await getMessage('q'))?.comparison?.decided).toBe(true)
  })

  it('lets the queue wait until all have ended, and go on from a complete one', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q')
    await world.engine.start({ ...next, questionId: 'q2', text: 'And then?' })
    models[1].finish()
    await world.becomes(ids[1], 'complete')
    await world.engine.queue.settled('c')
    models[2].fail()
    await world.becomes(ids[2], 'failed')
    await world.engine.queue.settled('c')
    expect((await listQueue('c')).map(({ id }) => id)).toEqual(['q2'])
    models[0].fail()
    await world.asking('ollama', 2)
    expect((await getMessage('q2'))?.parentId).toBe(ids[1])
  })

  it('lets the queue wait for the reader who stopped one, until the reader keeps another', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q')
    await world.engine.start({ ...next, questionId: 'q2', text: 'And then?' })
    models[0].finish()
    models[1].finish()
    await world.becomes(ids[0], 'complete')
    await world.becomes(ids[1], 'complete')
    world.engine.stop(ids[2])
    await world.becomes(ids[2], 'stopped')
    await world.engine.queue.settled('c')
    expect((await listQueue('c')).map(({ id }) => id)).toEqual(['q2'])
    await world.engine.keep(ids[1])
    await world.asking('ollama', 2)
    expect((await getMessage('q2'))?.parentId).toBe(ids[1])
  })

  it('is queued as a comparison', async () => {
    const world = await compareWorld()
    await world.engine.start({ ...next, questionId: 'q', text: 'First' })
    const first = await world.asking('ollama')
    const compared = { ...next, questionId: 'q2', text: 'Second', comparedPresetIds: ['p1', 'gone'] }
    expect(await world.engine.start(compared)).toEqual({ answerId: null })
    first.finish()
    await Promise.all([world.asking('ollama', 2), world.asking('groq')])
    expect((await getMessage('q2'))?.comparison?.answerIds).toHaveLength(2)
  })

  it('begins beside an answer that stands, also one with a tail, and leaves the tail shown', async () => {
    const world = await compareWorld()
    await world.engine.start({ ...next, questionId: 'q', text: 'First' })
    ;(await world.asking('ollama')).finish()
    const [first] = await world.answersTo('q')
    await world.becomes(first?.id ?? '', 'complete')
    await world.engine.start({ ...next, questionId: 'q2', text: 'Second' })
    ;(await world.asking('ollama', 2)).finish()
    const [second] = await world.answersTo('q2')
    await world.becomes(second?.id ?? '', 'complete')
    await world.engine.compare(first?.id ?? '', ['p1', 'p2'])
    const [, ...others] = (await getMessage('q'))?.comparison?.answerIds ?? []
    expect(others).toHaveLength(2)
    expect(await shown()).toBe(second?.id)
    for (const [index, providerId] of ['groq', 'mistral'].entries()) {
      const model = await world.asking(providerId)
      expect(model.request.question).toBe('First')
      model.finish()
      await world.becomes(others[index] ?? '', 'complete')
    }
    await expect(world.engine.compare(first?.id ?? '', ['p1'])).rejects.toThrow('No more than 3')
    await world.engine.start({ ...next, questionId: 'q3', text: 'Third' })
    expect((await getMessage('q3'))?.parentId).toBe(second?.id)
  })

  it('leaves each interrupted and continuable when its worker dies, and all of them continue at once', async () => {
    const world = await compareWorld()
    const { models, ids } = await world.compare('q')
    models.forEach((model) => model.say('Half'))
    const written = async () => JSON.stringify(await fakeBrowser.storage.local.get()).split('Half').length - 1
    await expect.poll(written, { timeout: 5_000, interval: 20 }).toBe(3)
    const reborn = await compareWorld()
    await reborn.engine.recover('worker')
    for (const id of ids) await reborn.becomes(id, 'interrupted')
    await Promise.all(ids.map((id) => reborn.engine.continue(id)))
    expect(reborn.engine.allInFlight()).toHaveLength(3)
    for (const providerId of ['ollama', 'groq', 'mistral']) {
      const model = await reborn.asking(providerId)
      model.say(' and whole')
      model.finish()
    }
    for (const id of ids) {
      await reborn.becomes(id, 'complete')
      expect((await getMessage(id))?.parts).toEqual([{ type: 'text', text: 'Half and whole' }])
    }
  })

  it('holds each to the limits of its provider, and lets one skip its wait', async () => {
    const world = await compareWorld({ concurrentRuns: 1 })
    await world.engine.start({ ...next, conversationId: 'other', questionId: 'x', text: 'Elsewhere' })
    await world.asking('ollama')
    await world.engine.start({ ...next, questionId: 'q', text: 'Why?', comparedPresetIds: ['p1'] })
    await world.asking('groq')
    const [one] = await world.answersTo('q')
    const waiting = () => world.engine.inFlight('c').find(({ id }) => id === one?.id)?.pause?.reason
    await expect.poll(waiting).toBe('slot')
    world.engine.skipWait(one?.id ?? '')
    await world.asking('ollama', 2)
    world.engine.stopAll()
    await expect.poll(() => world.engine.busy).toBe(false)
  })
})
