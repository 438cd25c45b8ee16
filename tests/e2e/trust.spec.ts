import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { expect, test } from './harness/fixtures.ts'
import { installStranger } from './harness/stranger.ts'

/** What a script got that asked Gloss for its settings, its providers and a port: an answer, or a refusal's own words. */
type Gained = Record<'local' | 'session' | 'message' | 'port', string>

/** A function that asks for all of it. It runs as it stands in worlds that share nothing with this file. */
const askForEverything = `async (extensionId) => {
  const attempt = (act) => Promise.resolve().then(act).then(
    (value) => 'got ' + JSON.stringify(value),
    (error) => 'refused: ' + error.message,
  )
  const connect = () => new Promise((resolve, reject) => {
    const port = chrome.runtime.connect(extensionId, { name: 'conversation:1' })
    port.onMessage.addListener(resolve)
    port.onDisconnect.addListener(() => reject(new Error(chrome.runtime.lastError?.message ?? 'closed by the other side')))
  })
  return {
    local: await attempt(() => chrome.storage.local.get(null)),
    session: await attempt(() => chrome.storage.session.get(null)),
    message: await attempt(() => chrome.runtime.sendMessage(extensionId, { call: 'listProviders' })),
    port: await attempt(connect),
  }
}`

const nobody = 'refused: Could not establish connection. Receiving end does not exist.'
const closedStorage = 'refused: Access to storage is not allowed from this context.'

test('only pages of ours are answered: no script in a website, no other extension, no frame of a website', async ({
  gloss,
}) => {
  const options = await gloss.openOptions()
  await options.evaluate(`Promise.all(['local', 'session'].map((area) => chrome.storage[area].set({ kept: area })))`)
  const ours = await gainedIn(options, gloss.extensionId)
  // What the others are refused is there to be had.
  expect(ours.local).toContain('"kept":"local"')
  expect(ours.session).toContain('"kept":"session"')
  expect(ours.message).toMatch(/^got \{"ok":true.*"id":"ollama"/)
  expect(ours.port).toMatch(/^got \{.*"type":"snapshot"/)
  await options.close()

  const worker = gloss.worker()
  if (!worker) throw new Error('The worker does not run.')
  const inWebsite: unknown = await worker.evaluate(`chrome.tabs.query({ active: true })
    .then(([{ id }]) => chrome.scripting.executeScript({
      target: { tabId: id },
      func: ${askForEverything},
      args: [chrome.runtime.id],
    }))
    .then(([{ result }]) => result)`)
  expect(inWebsite).toEqual({
    local: closedStorage,
    session: closedStorage,
    message: 'got undefined',
    port: 'refused: closed by the other side',
  })

  const folder = await mkdtemp(join(tmpdir(), 'gloss-stranger-'))
  try {
    const stranger = await gainedIn(await installStranger(gloss.context, folder), gloss.extensionId)
    expect(stranger.message).toBe(nobody)
    expect(stranger.port).toBe(nobody)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }

  for (const path of ['sidepanel.html', 'options.html']) {
    const url = `chrome-extension://${gloss.extensionId}/${path}`
    expect(await frameIn(gloss.page, url), `a website shows ${path} in a frame`).toMatch(/^chrome-error:/)
  }
})

type World = { evaluate(expression: string): Promise<Gained> }

async function gainedIn(world: World, extensionId: string): Promise<Gained> {
  return world.evaluate(`(${askForEverything})(${JSON.stringify(extensionId)})`)
}

/** Frames an address in a page and tells what the frame shows in the end. */
async function frameIn(page: Page, url: string): Promise<string> {
  const name = `framed-${url}`
  await page.evaluate(
    async ([address, frameName]) => {
      const frame = document.createElement('iframe')
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
      Object.assign(frame, { name: frameName, src: address })
      document.body.append(frame)
      await loaded
    },
    [url, name] as const,
  )
  return page.frame({ name })?.url() ?? ''
}
