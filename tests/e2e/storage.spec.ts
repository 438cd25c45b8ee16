import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { loopbackHosts } from '../../scripts/lib/extension-copy.ts'
import { chromeBuild } from '../../scripts/lib/project.ts'
import { until } from '../../scripts/lib/until.ts'
import type { FakeProvider } from '../fake-provider/server.ts'
import { killBrowser } from './harness/browser-process.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test as base } from './harness/fixtures.ts'
import { startGloss, type Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { makeDatabaseNewer } from './harness/newer-database.ts'
import { reloaded } from './harness/whole-panel.ts'

type Fixtures = {
  /** Where extension and profile are kept from one start to the next. */
  folder: string
  /** Starts Gloss, again with what an earlier start left. */
  start: (build?: string) => Promise<Gloss>
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern
  folder: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'gloss-storage-'))
    await provide(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  start: async ({ display, sample, folder }, provide, info) => {
    const started: Gloss[] = []
    await provide(async (build = chromeBuild) => {
      const gloss = await startGloss({ build, display, hosts: loopbackHosts, url: sample.url, folder })
      started.push(gloss)
      return gloss
    })
    for (const gloss of started) {
      if (info.status !== info.expectedStatus) {
        await gloss.desktop.capture(info.outputPath('at-the-end.png')).catch(() => undefined)
      }
      await gloss.stop().catch(() => undefined)
      expect(gloss.problems).toEqual([])
    }
  },
})

test('a browser that lost its database brings everything back, and says so once', async ({
  provider,
  folder,
  start,
}) => {
  provider.script({ reply: 'Because of the margins.', paceMs: 0 })
  const before = await start()
  const panel = await before.openPanelInTab()
  await chooseModel(panel, provider.url)
  const chat = chatIn(panel)
  for (const question of ['First?', 'Second?']) {
    await chat.ask(question)
    await expect(chat.questions.last()).toHaveText(question)
    await expect(chat.answerThat('complete')).toBeVisible()
    await expect(chat.composer).toBeEnabled()
    await expect(panel.locator('[data-status=streaming]')).toHaveCount(0)
  }
  await chat.composer.fill('A draft that waits')
  await until('the second copy is whole', async () => {
    const copies = await copiesIn(panel)
    return /"complete"/.test(copies) && copies.includes('A draft that waits')
  })
  await before.stop()
  await rm(join(folder, 'profile', 'Default', 'IndexedDB'), { recursive: true })

  const after = await start()
  const again = await after.openPanelByKeyboard()
  const chatAgain = chatIn(again)
  await expect(again.getByTestId('storage-restored')).toHaveText(
    'The browser lost its database; your conversation was restored from its second copy.',
  )
  await expect(chatAgain.questions).toHaveText(['First?', 'Second?'])
  await expect(chatAgain.answers).toHaveCount(2)
  await expect(chatAgain.answerText).toHaveText('Because of the margins.')
  await expect(chatAgain.composer).toHaveValue('A draft that waits')
  await again.getByRole('button', { name: 'Dismiss' }).click()
  await expect(again.getByTestId('storage-restored')).toHaveCount(0)
  await reloaded(again)
  await expect(chatAgain.questions).toHaveCount(2)
  await expect(again.getByTestId('storage-restored')).toHaveCount(0)
  // What was brought back can be gone on with.
  await chatAgain.composer.fill('')
  await chatAgain.ask('Third?')
  await expect(chatAgain.questions.last()).toHaveText('Third?')
  await expect(again.locator('[data-role=assistant][data-status=complete]')).toHaveCount(3)
})

test('a database that is lost while Gloss runs comes back as well', async ({ provider, start }) => {
  const { panel, chat } = await answeredIn(await start(), provider)
  await panel.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('gloss')
        request.addEventListener('success', resolve)
        request.addEventListener('error', () => reject(new Error('The database was not deleted.')))
      }),
  )
  await reloaded(panel)
  await expect(chat.questions).toHaveText(['Why?'])
  await expect(chat.answerText).toHaveText('Because of the margins.')
  await expect(panel.getByTestId('storage-restored')).toBeVisible()
})

test('a browser that is killed in mid-answer loses at most a second of it', async ({ provider, start }) => {
  const reply = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')
  provider.script({ reply, paceMs: 50 })
  const before = await start()
  const panel = await before.openPanelInTab()
  await chooseModel(panel, provider.url)
  const chat = chatIn(panel)
  await chat.ask('Say much')
  await expect(chat.answerText).toContainText('word40')
  const shown = (await chat.answerText.innerText()).trim()
  // The journal is written once a second: it holds by now what was shown when this began.
  await until('the journal holds what was shown', async () => (await journalIn(panel)).includes('word40'))
  const written = await journalIn(panel)
  await killBrowser(before.context)

  const after = await start()
  const chatAgain = chatIn(await after.openPanelByKeyboard())
  await expect(chatAgain.answerThat('interrupted')).toBeVisible()
  const kept = (await chatAgain.answerText.innerText()).trim()
  expect(reply.startsWith(kept)).toBe(true)
  expect(kept.length).toBeGreaterThanOrEqual(written.trim().length)
  expect(shown).toContain('word40')
  await expect(chatAgain.answers).toHaveCount(1)
  await expect(chatAgain.questions).toHaveText(['Say much'])
  expect(provider.log().filter(({ path }) => path === '/api/chat')).toHaveLength(1)
})

test('F51: characters that are torn apart on the way arrive whole, in the journal and at the end', async ({
  start,
}) => {
  const whole = 'Family 👩‍👩‍👧‍👦, flag 🇨🇭, skin 👍🏽, old script 𒀀𒁀 and the end.'
  const server = await tornServer(whole)
  try {
    const gloss = await start()
    const panel = await gloss.openPanelInTab()
    await chooseModel(panel, server.url)
    const chat = chatIn(panel)
    await chat.ask('Say it')
    // It stops in the middle of a pair until the journal was looked at.
    await until('the journal holds the first half', async () => (await journalIn(panel)).includes('Family'))
    const journal = await journalIn(panel)
    expect(journal.isWellFormed()).toBe(true)
    expect(journal).not.toContain('\ufffd')
    expect(whole.startsWith(journal)).toBe(true)
    server.goOn()
    await expect(chat.answerThat('complete')).toBeVisible()
    await reloaded(panel)
    await expect(chat.answerText).toHaveText(whole)
    const stored = await panel.evaluate(
      () =>
        new Promise<string>((resolve, reject) => {
          const opening = indexedDB.open('gloss')
          opening.addEventListener('error', () => reject(new Error('It did not open.')))
          opening.addEventListener('success', () => {
            const all = opening.result.transaction('messages').objectStore('messages').getAll()
            all.addEventListener('success', () => {
              opening.result.close()
              const answer = all.result.find(({ role }: { role: string }) => role === 'assistant')
              resolve(answer.parts.map(({ text }: { text: string }) => text).join(''))
            })
          })
        }),
    )
    expect(stored).toBe(whole)
  } finally {
    await server.close()
  }
})

test('F46: a full disk in mid-answer: shown to its end, said, and stored once there is room', async ({
  provider,
  folder,
  start,
}, info) => {
  const reply = Array.from({ length: 240 }, (_, index) => `word${index}`).join(' ')
  provider.script({ reply, paceMs: 25 })
  const gloss = await start(await limitedBuild(folder))
  const panel = await gloss.openPanelInTab()
  await chooseModel(panel, provider.url)
  const chat = chatIn(panel)
  await chat.ask('Say much')
  await expect(chat.answerText).toContainText('word10')
  await fillLocal(panel)
  const trouble = panel.getByTestId('storage-trouble')
  await expect(trouble).toContainText('The disk space for Gloss is used up')
  await look(panel, 'storage-full', info, { passing: true })
  await expect(chat.answerText).toHaveText(reply)
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(trouble).toBeVisible()

  await panel.evaluate(`chrome.storage.local.remove('filler')`)
  await expect(trouble).toHaveCount(0, { timeout: 15_000 })
  await until('the second copy is whole', async () => (await copiesIn(panel)).includes('word239'))
  expect(await journalIn(panel)).toBe('')
  await reloaded(panel)
  await expect(chat.answerText).toHaveText(reply)
})

test('F47: a database of a newer Gloss is left alone; everything can be read and saved', async ({
  provider,
  start,
}, info) => {
  const { panel } = await answeredIn(await start(), provider)
  await makeDatabaseNewer(panel)
  await reloaded(panel)
  const rescue = panel.getByTestId('rescue')
  await expect(rescue).toContainText('written by a newer Gloss')
  await expect(rescue.getByRole('heading', { name: 'Gloss' })).toBeFocused()
  await expect(rescue.getByRole('button', { name: 'Why?' })).toBeVisible()
  await look(panel, 'rescue', info)
  const [download] = await Promise.all([panel.waitForEvent('download'), panel.getByTestId('save-backup').click()])
  const file = await readFile(await download.path(), 'utf8')
  expect(JSON.parse(file)).toMatchObject({ tables: { conversations: [{ title: 'Why?' }] } })
  expect(file).toContain('Because of the margins.')
  expect(file).not.toContain('secret:')
  await rescue.getByRole('button', { name: 'Why?' }).click()
  await expect(rescue).toContainText('Because of the margins.')
  await look(panel, 'rescue-thread', info)
})

test('F48: a damaged message is shown as damaged, and its conversation goes on', async ({ provider, start }) => {
  const { panel, chat } = await answeredIn(await start(), provider)
  await panel.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('gloss')
        opening.addEventListener('error', () => reject(new Error('It did not open.')))
        opening.addEventListener('success', () => {
          const transaction = opening.result.transaction('messages', 'readwrite')
          const messages = transaction.objectStore('messages')
          messages.getAll().addEventListener('success', ({ target }) => {
            const answer = (target as IDBRequest<{ role: string }[]>).result.find(({ role }) => role === 'assistant')
            messages.put({ ...answer, status: 'dreaming', parts: 'Because of' })
          })
          transaction.addEventListener('complete', () => {
            opening.result.close()
            resolve()
          })
        })
      }),
  )
  await reloaded(panel)
  await expect(chat.questions).toHaveText(['Why?'])
  await expect(chat.answerText).toHaveText('Because of')
  await expect(chat.error).toContainText('damaged')
  await chat.ask('And now?')
  await expect(chat.answerThat('complete')).toBeVisible()
})

/** A question and its answer, complete and with its second copy. */
async function answeredIn(gloss: Gloss, provider: FakeProvider) {
  provider.script({ reply: 'Because of the margins.', paceMs: 0 })
  const panel = await gloss.openPanelInTab()
  await chooseModel(panel, provider.url)
  const chat = chatIn(panel)
  await chat.ask('Why?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await until('the second copy is whole', async () => /"complete"/.test(await copiesIn(panel)))
  return { panel, chat }
}

/** Points Ollama to an address and chooses its model, as the options page does. */
async function chooseModel(panel: Page, baseUrl: string): Promise<void> {
  await ask(panel, 'saveProvider', { providerId: 'ollama', settings: { baseUrl } })
  const { id = '' } = await ask(panel, 'ensurePreset', { providerId: 'ollama', model: 'gloss-small' })
  await ask(panel, 'updateSettings', { patch: { defaultPresetId: id } })
  await expect(chatIn(panel).picker).toHaveAttribute('data-value', `preset:${id}`)
}

async function ask(panel: Page, call: string, input: object): Promise<{ id?: string }> {
  const reply: unknown = await panel.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ call, input })})`)
  const { ok, value } = reply as { ok: boolean; value?: { id?: string } }
  if (!ok) throw new Error(`${call} failed: ${JSON.stringify(reply)}`)
  return value ?? {}
}

/** The second copies, as they lie in local storage. */
function copiesIn(panel: Page): Promise<string> {
  return panel.evaluate<string>(`chrome.storage.local.get(null).then((all) =>
    Object.entries(all).filter(([key]) => key.startsWith('mirror:')).map(([, record]) => record).join('\\n'))`)
}

/** The text that the journals hold. */
function journalIn(panel: Page): Promise<string> {
  return panel.evaluate<string>(`chrome.storage.local.get(null).then((all) =>
    Object.entries(all).filter(([key]) => /^journal:[^:]+:\\d+$/.test(key))
      .sort(([one], [other]) => Number(one.split(':')[2]) - Number(other.split(':')[2]))
      .flatMap(([, record]) => JSON.parse(record).map(({ text }) => text)).join(''))`)
}

/** The build with the ten megabytes of local storage that it would have without its permission for more. */
async function limitedBuild(folder: string): Promise<string> {
  const limited = join(folder, 'limited')
  await cp(chromeBuild, limited, { recursive: true })
  const path = join(limited, 'manifest.json')
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { permissions: string[] }
  const permissions = manifest.permissions.filter((permission) => permission !== 'unlimitedStorage')
  await writeFile(path, JSON.stringify({ ...manifest, permissions }))
  return limited
}

/** Fills local storage to its last kilobyte. */
async function fillLocal(panel: Page): Promise<void> {
  await panel.evaluate(`(async () => {
    const used = await chrome.storage.local.getBytesInUse(null)
    await chrome.storage.local.set({ filler: 'x'.repeat(chrome.storage.local.QUOTA_BYTES - used - 1_000) })
  })()`)
}

/** Speaks Ollama's protocol and tears every character of two halves apart; halfway it waits to be told to go on. */
async function tornServer(text: string): Promise<{ url: string; goOn: () => void; close: () => Promise<void> }> {
  let goOn = () => {}
  const told = new Promise<void>((resolve) => (goOn = resolve))
  const server = createServer((request, response) => {
    if (request.url !== '/api/chat') {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ models: [{ name: 'gloss-small', model: 'gloss-small' }] }))
      return
    }
    void (async () => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' })
      const half = text.indexOf('🇨🇭') + 1
      for (let index = 0; index < text.length; index++) {
        if (index === half) await told
        // Half a pair is an escape in JSON.
        const message = { role: 'assistant', content: text[index] }
        response.write(`${JSON.stringify({ model: 'gloss-small', message, done: false })}\n`)
      }
      response.end(`${JSON.stringify({ model: 'gloss-small', done: true, done_reason: 'stop' })}\n`)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    goOn: () => goOn(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
