import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import type { WritableAttachment } from '../../../lib/chat/attachment'
import { ChatError } from '../../../lib/chat/chat-error'
import type { FieldPlace, WriteAnswer, WriteRequest } from '../../../lib/chat/write-back'
import * as running from '../../../lib/page/run-in-tab'
import { lookAtField, writeIntoField } from '../../../lib/panel/write-back'

vi.mock(import('../../../lib/page/run-in-tab'))

const field: FieldPlace = {
  kind: 'text',
  token: 't',
  frameId: 7,
  path: [[1, 0]],
  signature: 'textarea|||||',
  start: 3,
  text: 'words',
  before: 'my ',
  after: '.',
}
const attachment: WritableAttachment = {
  id: 'a',
  kind: 'selection',
  url: 'https://a.example/form',
  title: 'Form',
  capturedAt: 0,
  text: 'words',
  hash: '',
  tabId: 3,
  field,
}

let asked: { frames: unknown; request: WriteRequest }[]
/** What each frame says, by what was asked for. */
let frames: (where: unknown) => Record<number, unknown>

beforeEach(() => {
  asked = []
  frames = () => ({ 7: { state: 'ready', place: field } })
  Object.assign(browser.tabs, {
    get: (id: number) => (id === 3 ? Promise.resolve({ id }) : Promise.reject(new Error('No tab with id'))),
    update: vi.fn(() => Promise.resolve({})),
  })
  vi.mocked(running.runInTab).mockImplementation((_tabId, script, options) => {
    if ('file' in script) return Promise.resolve([])
    const where = options?.frames
    asked.push({ frames: where, request: script.args[0] as WriteRequest })
    const said = Object.entries(frames(where))
    return Promise.resolve(said.map(([frameId, result]) => ({ frameId: Number(frameId), result })))
  })
})

describe('looking for a field', () => {
  it('asks the frame that it was in, for the very page that was read', async () => {
    expect(await lookAtField(attachment)).toEqual({ state: 'ready', place: field })
    expect(asked).toEqual([{ frames: 7, request: { act: 'look', place: field, url: attachment.url } }])
  })

  it('asks every frame when that one does not have it, and remembers the one that has', async () => {
    frames = (where) =>
      where === 7
        ? { 7: { state: 'gone' } }
        : {
            0: { state: 'gone' },
            9: { state: 'changed', place: { ...field, text: '' } },
            12: { state: 'ready', place: field },
          }
    expect(await lookAtField(attachment)).toEqual({ state: 'ready', place: { ...field, frameId: 12 } })
  })

  it('asks every frame when that one is there no more', async () => {
    const real = vi.mocked(running.runInTab).getMockImplementation()
    vi.mocked(running.runInTab).mockImplementation(async (tabId, script, options) => {
      if (options?.frames === 7) throw new ChatError('bad-request', 'The frame is gone.')
      return (await real?.(tabId, script, options)) ?? []
    })
    frames = () => ({ 4: { state: 'ready', place: field } })
    expect(await lookAtField(attachment)).toMatchObject({ state: 'ready', place: { frameId: 4 } })
  })

  it('is gone where no frame has it', async () => {
    frames = () => ({ 0: { state: 'gone' }, 7: { state: 'gone' } })
    expect(await lookAtField(attachment)).toEqual({ state: 'gone' })
  })

  it('tells of a tab that was closed', async () => {
    await expect(lookAtField({ ...attachment, tabId: 99 })).rejects.toThrow('The tab with the field was closed')
  })

  it('tells of access that was lost, with what would give it back', async () => {
    const failure = new ChatError('permission', 'Not yet.', { originPattern: 'https://a.example/*' })
    vi.mocked(running.runInTab).mockRejectedValue(failure)
    await expect(lookAtField(attachment)).rejects.toBe(failure)
  })

  it.each([
    { state: 'written twice' },
    { state: 'ready' },
    'ready',
    null,
    { state: 'ready', place: { ...field, start: 'x' } },
  ])('believes no answer of another shape: %j', async (answer) => {
    frames = () => ({ 0: answer })
    await expect(lookAtField(attachment)).rejects.toThrow('does not understand')
  })
})

describe('writing into a field', () => {
  it('shows the tab, and asks only the frame that was looked at', async () => {
    const place = { ...field, frameId: 12 }
    const answer: WriteAnswer = { state: 'written' }
    frames = () => ({ 12: answer })
    expect(await writeIntoField(attachment, place, 'replace', { text: 'new', html: '<p>new</p>' })).toEqual(answer)
    expect(browser.tabs.update).toHaveBeenCalledWith(3, { active: true })
    const request = { act: 'replace', place, url: attachment.url, text: 'new', html: '<p>new</p>' }
    expect(asked).toEqual([{ frames: 12, request }])
  })
})
