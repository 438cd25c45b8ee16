import type { Page } from 'playwright/test'
import { zipOf } from '../helpers/zip.ts'
import type { FaultRig } from './harness/fault-rig.ts'
import { expect, test } from './harness/fault-test.ts'
import { dumpDatabases } from './harness/surfaces.ts'

/** Files that are damaged, hostile or too large, and disks that refuse: all of it comes in, or nothing. */

type File = { name: string; mimeType: string; buffer: Buffer }

const file = (name: string, content: string | Uint8Array): File => ({
  name,
  mimeType: name.endsWith('.zip') ? 'application/zip' : 'application/json',
  buffer: Buffer.from(content),
})

function turn(id: string, parentId: string | null, role: 'user' | 'assistant') {
  const parts = [{ type: 'text', text: `Words of ${id}` }]
  return { id, parentId, role, parts, status: 'complete', createdAt: 1_000, attachmentIds: [] }
}

function backup(conversations: number, turns = 2): string {
  const entries = Array.from({ length: conversations }, (_, index) => {
    const id = `imported-${index}`
    const messages = Array.from({ length: turns }, (_turn, at) =>
      turn(`${id}-${at}`, at === 0 ? null : `${id}-${at - 1}`, at % 2 === 0 ? 'user' : 'assistant'),
    )
    const leafId = messages.at(-1)?.id ?? null
    return { id, title: `Imported ${index}`, createdAt: 1_000, updatedAt: 2_000, leafId, messages, attachments: [] }
  })
  return JSON.stringify({ kind: 'gloss-backup', version: 1, conversations: entries })
}

const gibibyte = 1024 ** 3

test('F53 files that are damaged or made to deceive', async ({ faults }) => {
  const whole = backup(1)
  await leavesAllAsItIs(faults, async (options) => {
    for (const [content, reason] of [
      [file('empty.json', ''), /it is empty/],
      [file('diary.json', 'Dear diary'), /not JSON/],
      [file('cut.json', whole.slice(0, -30)), /breaks off in the middle, at character/],
      [file('later.json', whole.replace('"version":1', '"version":7')), /newer Gloss/],
      [file('other.json', '{"recipes":[]}'), /not an export of/],
      [file('deep.json', '['.repeat(1_000_000)), /breaks off/],
      [file('deeper.json', '['.repeat(200_000) + ']'.repeat(200_000)), /nested more than/],
      [file('prototype.json', `{"__proto__":{"polluted":1},${whole.slice(1)}`), /__proto__/],
      [file('half.zip', zipOf([{ path: 'conversations.json', bytes: whole }]).slice(0, -40)), /breaks off/],
      [file('nested.zip', zipOf([{ path: 'inner.zip', bytes: zipOf([]) }])), /archive in an archive/],
    ] as const) {
      await options.getByTestId('import-file').setInputFiles(content)
      const notice = options.getByTestId('import-failure')
      await expect(notice).toContainText(`“${content.name}” was not imported`)
      await expect(notice).toContainText(reason)
      await expect(options.getByTestId('import-drop')).toBeVisible()
    }
    expect(await options.evaluate(() => 'polluted' in {})).toBe(false)
  })
})

test('F53 one damaged conversation stays out, and the others come in and can go again', async ({ faults }) => {
  const damaged = JSON.parse(backup(3)) as { conversations: { messages: unknown }[] }
  if (damaged.conversations[1]) damaged.conversations[1].messages = 'gone'
  await leavesAllAsItIs(faults, async (options) => {
    await options.getByTestId('import-file').setInputFiles(file('partly.json', JSON.stringify(damaged)))
    await expect(options.getByTestId('import-content')).toHaveText('2 conversations, 4 messages.')
    await options.getByTestId('import-left-out').locator('summary').click()
    await expect(options.getByTestId('import-left-out')).toContainText(
      'Conversation 2 (“Imported 1”): “messages” is damaged',
    )
    await options.getByTestId('import-bring-in').click()
    await expect(options.getByTestId('import-done')).toContainText('2 conversations came in')
    await options.getByTestId('import-undo').click()
    await expect(options.getByTestId('import-taken-back')).toBeVisible()
  })
})

for (const [name, says] of [
  ['says how large it is', gibibyte],
  ['lies about its size', 100],
] as const) {
  test(`F53 a gigabyte packed into a megabyte that ${name}`, async ({ faults }) => {
    test.setTimeout(240_000)
    const bomb = zipOf([{ path: 'conversations.json', bytes: Buffer.alloc(gibibyte, ' '), says }])
    await leavesAllAsItIs(faults, async (options) => {
      await options.getByTestId('import-file').setInputFiles(file('bomb.zip', bomb))
      await expect(options.getByTestId('import-failure')).toContainText('larger than Gloss reads', { timeout: 120_000 })
    })
  })
}

test('F53 the disk is full in the middle of an import', async ({ faults }) => {
  await leavesAllAsItIs(faults, async (options) => {
    await options.getByTestId('import-file').setInputFiles(file('much.json', backup(50, 20)))
    await expect(options.getByTestId('import-content')).toHaveText('50 conversations, 1,000 messages.')
    await options.evaluate(duringWrites, { at: 700, what: 'refuse' as const })
    await options.getByTestId('import-bring-in').click()
    await expect(options.getByTestId('import-failure')).toContainText('no room on the disk')
    await expect(options.getByTestId('import-done')).toHaveCount(0)
  })
})

test('F53 an import that is cancelled in the middle', async ({ faults }) => {
  await leavesAllAsItIs(faults, async (options) => {
    await options.getByTestId('import-file').setInputFiles(file('much.json', backup(50, 20)))
    await expect(options.getByTestId('import-report')).toBeVisible()
    await options.evaluate(duringWrites, { at: 700, what: 'cancel' as const })
    await options.getByTestId('import-bring-in').click()
    await expect(options.getByTestId('import-drop')).toBeVisible()
    await expect(options.getByTestId('import-failure')).toHaveCount(0)
    await expect(options.getByTestId('import-done')).toHaveCount(0)
  })
})

test('F53 the page is closed in the middle of an import', async ({ faults }) => {
  await leavesAllAsItIs(faults, async (options) => {
    await options.getByTestId('import-file').setInputFiles(file('much.json', backup(50, 20)))
    await expect(options.getByTestId('import-report')).toBeVisible()
    await options.evaluate(duringWrites, { at: 700, what: 'close' as const })
    const closed = options.waitForEvent('close')
    await options.getByTestId('import-bring-in').click()
    await closed
  })
})

test('F53 the disk takes no export', async ({ faults }) => {
  await leavesAllAsItIs(faults, async (options) => {
    await options.evaluate(() => {
      const real = Object.getOwnPropertyDescriptor(Blob.prototype, 'arrayBuffer') ?? {}
      Blob.prototype.arrayBuffer = () => {
        Object.defineProperty(Blob.prototype, 'arrayBuffer', real)
        return Promise.reject(new DOMException('The blob could not be read.', 'NotReadableError'))
      }
    })
    await options.getByTestId('export-all').click()
    await expect(options.getByTestId('export-failure')).toContainText('The file could not be written')
    const download = options.waitForEvent('download')
    await options.getByTestId('export-all').click()
    await expect(options.getByTestId('export-outcome')).toContainText('Saved as “gloss-')
    await expect(options.getByTestId('export-failure')).toHaveCount(0)
    expect((await download).suggestedFilename()).toMatch(/^gloss-\d{4}-\d\d-\d\d\.json$/)
  })
})

/** In the page: what happens when the record of this number is being added. */
function duringWrites({ at, what }: { at: number; what: 'refuse' | 'cancel' | 'close' }): void {
  const add = Reflect.get(IDBObjectStore.prototype, 'add') as (...given: unknown[]) => IDBRequest<IDBValidKey>
  let count = 0
  let closing = false
  IDBObjectStore.prototype.add = function counted(this: IDBObjectStore, ...given: unknown[]) {
    count += 1
    if (count === at) {
      if (what === 'refuse') throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      if (what === 'cancel') document.querySelector<HTMLElement>('[data-testid=transfer-cancel]')?.click()
      if (what === 'close') closing = true
    }
    const request = add.apply(this, given)
    if (closing && count === at) {
      // Asks for one thing after the other, so that the transaction cannot end before the page does.
      const hold = (): void => this.count().addEventListener('success', hold)
      hold()
      window.close()
    }
    return request
  }
}

/** Conversations, messages and snapshots are the same as before, and the next question is answered. */
async function leavesAllAsItIs(faults: FaultRig, act: (options: Page) => Promise<void>): Promise<void> {
  await faults.ask(faults.gateway, 'Who was here before?')
  await expect(faults.chat.answerThat('complete')).toBeVisible()
  const before = await stored(faults.panel)
  const options = await faults.gloss.openOptions()
  try {
    await options.goto(options.url().replace(/#.*|$/, '#data'))
    await expect(options.getByTestId('import-drop')).toBeVisible()
    await act(options)
  } finally {
    if (!options.isClosed()) await options.close()
  }
  expect(await stored(faults.panel)).toEqual(before)
  await faults.keepsTheKey()
  await faults.panel.bringToFront()
  await faults.goesOn(faults.gateway)
}

async function stored(panel: Page): Promise<unknown[]> {
  const databases = await panel.evaluate(dumpDatabases)
  return ['conversations', 'messages', 'attachments'].map((table) => databases[`gloss/${table}`])
}
