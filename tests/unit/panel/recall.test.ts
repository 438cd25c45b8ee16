import { describe, expect, it } from 'vitest'
import { Recall } from '../../../lib/panel/recall'

function recallOf(...questions: string[]) {
  let read = 0
  const recall = new Recall(async function* source() {
    for (const question of questions) {
      read += 1
      yield await Promise.resolve(question)
    }
  })
  return { recall, read: () => read }
}

describe('what was asked before', () => {
  it('comes back one by one, and what was being written at the end', async () => {
    const { recall } = recallOf('third', 'second', 'first')
    recall.begin('c', '')
    expect(await recall.earlier()).toBe('third')
    expect(await recall.earlier()).toBe('second')
    expect(recall.shows('second')).toBe(true)
    expect(recall.later()).toBe('third')
    expect(recall.later()).toBe('')
    expect(recall.later()).toBe('')
    expect(await recall.earlier()).toBe('third')
  })

  it('comes once, however often it was asked, and never empty', async () => {
    const { recall } = recallOf('again', ' again ', '', 'other', 'again')
    recall.begin('c', '')
    expect(await recall.earlier()).toBe('again')
    expect(await recall.earlier()).toBe('other')
    expect(await recall.earlier()).toBeUndefined()
    expect(recall.shows('other')).toBe(true)
  })

  it('is read no further than the reader walks', async () => {
    const { recall, read } = recallOf('three', 'two', 'one')
    recall.begin('c', '')
    await recall.earlier()
    expect(read()).toBe(1)
  })

  it('keeps its order when the keys are quicker than the database', async () => {
    const { recall } = recallOf('three', 'two', 'one')
    recall.begin('c', '')
    expect(await Promise.all([recall.earlier(), recall.earlier(), recall.earlier()])).toEqual(['three', 'two', 'one'])
  })

  it('is over once the reader changes the words, or leaves', async () => {
    const { recall } = recallOf('three')
    recall.begin('c', 'written')
    await recall.earlier()
    expect(recall.shows('three!')).toBe(false)
    expect(recall.leave()).toBe('written')
    expect(recall.shows('three')).toBe(false)
  })
})
