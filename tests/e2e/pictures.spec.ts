import type { Page } from 'playwright'
import { serveFolder, type FileServer } from '../../scripts/lib/file-server.ts'
import { browserSession } from '../../scripts/lib/launch.ts'
import { project } from '../../scripts/lib/project.ts'
import { addGateway, call, key, model, presetOf } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import type { FakeProvider } from '../fake-provider/server.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'

let site: FileServer
test.beforeAll(async () => {
  site = await serveFolder(`${project}tests/fixtures/pictures`)
})
test.afterAll(() => site.stop())

const overlay = 'gloss-overlay'

async function attach(panel: Page, item: string): Promise<void> {
  const entry = panel.getByTestId(`attach-menu-${item}`)
  // Whether there is a transcript is looked up when the menu opens, and a busy page may not answer in time.
  await expect(async () => {
    await panel.getByTestId('attach-menu').click()
    await expect(entry).toBeVisible({ timeout: 6_000 })
  }).toPass({ timeout: 40_000 })
  await entry.click()
}

/** What the page noticed of the reader's clicks and keys since the panel was opened, with a shortcut, over it. */
const heard = (page: Page): Promise<string[]> => page.evaluate('window.heard')
const forget = (page: Page): Promise<void> => page.evaluate('window.heard.length = 0')

/** A model that nobody knows to be blind. */
async function useGateway(panel: Page, baseUrl: string): Promise<void> {
  const { presetId } = await addGateway(panel, baseUrl)
  await call(panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
}

async function preview(panel: Page, chip = 0): Promise<string> {
  await chatIn(panel).chips.nth(chip).getByRole('button').first().click()
  const text = await panel.getByTestId('preview-text').innerText()
  await panel.keyboard.press('Escape')
  return text
}

test.describe('picking a part of the page', () => {
  test('by mouse: the page hears nothing, and is left as it was', async ({ gloss, picture }) => {
    await gloss.page.goto(`${site.url}parts.html`)
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    await forget(gloss.page)
    const before = await gloss.page.content()
    await attach(panel, 'element')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    await gloss.page.locator('#list li').first().hover({ force: true })
    await picture('picking', panel)
    await gloss.page.locator('#list li').first().click({ force: true })
    await expect(chat.chips).toHaveCount(1)
    await expect(chat.chips).toHaveAttribute('data-kind', 'element')
    expect(await preview(panel)).toMatch(/How tides turn[^]*Spring tides come at new moon\./)
    expect(await heard(gloss.page)).toEqual([])
    expect(await gloss.page.content()).toBe(before)
  })

  test('by keys, in the panel and in the page: wider, narrower, beside', async ({ gloss }) => {
    await gloss.page.goto(`${site.url}parts.html`)
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    await forget(gloss.page)
    await attach(panel, 'element')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    await gloss.page.locator('#list li').first().hover({ force: true })
    await panel.keyboard.press('ArrowRight')
    await panel.keyboard.press('Enter')
    await expect(chat.chips).toHaveCount(1)
    expect(await preview(panel)).toMatch(/Neap tides come at half moon\.\s*$/)

    await attach(panel, 'element')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    await gloss.page.locator('#list li').first().hover({ force: true })
    // Wider to the section, and back into the list.
    for (const press of ['ArrowUp', 'ArrowUp', 'ArrowDown', 'Enter']) await gloss.page.keyboard.press(press)
    await expect(chat.chips).toHaveCount(2)
    const list = await preview(panel, 1)
    expect(list).toContain('Spring tides')
    expect(list).toContain('Neap tides')
    expect(list).not.toContain('The moon pulls')
    expect(await heard(gloss.page)).toEqual([])
  })

  test('inside shadow roots, frames and dialogs', async ({ gloss, picture }) => {
    await gloss.page.goto(`${site.url}parts.html`)
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    await attach(panel, 'element')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    await gloss.page.locator('#shadow #within').click({ force: true })
    await expect(chat.chips).toHaveCount(1)
    expect(await preview(panel)).toContain('A reef keeps the harbour calm.')

    await attach(panel, 'element')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    const box = await gloss.page.frameLocator('#frame').locator('#framed').boundingBox()
    await gloss.page.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
    await gloss.page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + 8)
    await expect(chat.chips).toHaveCount(2)
    expect(await preview(panel, 1)).toContain('In this frame the tide is a table of numbers.')

    await gloss.page.goto(`${site.url}dialog.html`)
    await attach(panel, 'element')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    await gloss.page.locator('#asked').hover({ force: true })
    await picture('on-dark', panel)
    await gloss.page.locator('#asked').click({ force: true })
    await expect(chat.chips).toHaveCount(3)
    expect(await preview(panel, 2)).toContain('Do you want the harbour opened at night?')
  })

  test('on pages whose policy forbids frames, or has them of another origin', async ({ gloss }) => {
    const policies = ["default-src 'none'", 'sandbox allow-scripts']
    let policy = policies[0]
    await gloss.page.route('**/strict.html*', (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: { 'content-security-policy': policy ?? '' },
        body: '<title>Strict</title><h1>Rules of the quay</h1><p id="rule">No boat may leave before the bell.</p>',
      }),
    )
    await gloss.page.goto(`${site.url}strict.html`)
    const panel = await gloss.openPanelByKeyboard()
    for (policy of policies) {
      await gloss.page.goto(`${site.url}strict.html?${encodeURIComponent(policy)}`)
      await attach(panel, 'element')
      await expect(gloss.page.locator(overlay)).toHaveCount(1)
      await gloss.page.locator('#rule').hover({ force: true })
      await gloss.page.keyboard.press('Enter')
      await expect(chatIn(panel).chips).toHaveCount(policies.indexOf(policy) + 1)
    }
    expect(await preview(panel, 1)).toContain('No boat may leave before the bell.')
  })

  test('Escape leaves it, here and there; leaving the page ends it with words', async ({ gloss }) => {
    await gloss.page.goto(`${site.url}parts.html`)
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    for (const place of [panel, gloss.page]) {
      await attach(panel, 'element')
      await expect(gloss.page.locator(overlay)).toHaveCount(1)
      await place.keyboard.press('Escape')
      await expect(gloss.page.locator(overlay)).toHaveCount(0)
      await expect(panel.getByTestId('attach-menu')).toBeEnabled()
    }
    await expect(panel.getByTestId('panel-problem')).toHaveCount(0)

    await attach(panel, 'element')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    await gloss.page.goto(`${site.url}inner.html`)
    await expect(panel.getByTestId('panel-problem')).toContainText('The page was left')
    await expect(chat.chips).toHaveCount(0)
  })

  test('closing the panel takes the overlay away', async ({ gloss }) => {
    await gloss.page.goto(`${site.url}parts.html`)
    const panel = await gloss.openPanelByKeyboard()
    await attach(panel, 'element')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    await gloss.closePanel()
    await expect(gloss.page.locator(overlay)).toHaveCount(0)
  })
})

type Looked = { width: number; height: number; colours: number[][] }

/** The size of a picture and its colours at some places, as fractions of it. */
function lookAt(panel: Page, image: { mediaType: string; data: string }, places: [number, number][]): Promise<Looked> {
  return panel.evaluate(
    async ({ address, at }) => {
      const element = new Image()
      element.src = address
      await element.decode()
      const { naturalWidth: width, naturalHeight: height } = element
      const context = new OffscreenCanvas(width, height).getContext('2d')
      if (!context) throw new Error('There is no canvas.')
      context.drawImage(element, 0, 0)
      const colours = at.map(([x, y]) => {
        const { data } = context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1)
        return [...data].slice(0, 3)
      })
      return { width, height, colours }
    },
    { address: `data:${image.mediaType};base64,${image.data}`, at: places },
  )
}

/** The image in a request's body, wherever its wire puts it. */
function imageIn(body: unknown): { mediaType: string; data: string } {
  const text = JSON.stringify(body)
  const data = /"(?:data:image\/(?:png|jpeg);base64,)?((?:iVBOR|\/9j\/)[A-Za-z0-9+/=]+)"/.exec(text)?.[1]
  if (data === undefined) throw new Error('No image arrived.')
  return { mediaType: data.startsWith('iVBOR') ? 'image/png' : 'image/jpeg', data }
}

/** Red, green and blue, as far as a packed picture keeps them. */
function named(colour: number[] | undefined): string {
  const blocks: [name: string, colour: number[]][] = [
    ['red', [200, 30, 30]],
    ['green', [20, 140, 60]],
    ['blue', [30, 60, 200]],
  ]
  const isNear = (wanted: number[]) => wanted.every((value, index) => Math.abs(value - (colour?.[index] ?? -99)) <= 6)
  return blocks.find(([, wanted]) => isNear(wanted))?.[0] ?? String(colour)
}

/** A provider that speaks the wire, at the server. */
async function providerOn(panel: Page, wire: string, { url, openaiUrl }: FakeProvider): Promise<string> {
  const baseUrl = wire.startsWith('openai') ? openaiUrl : url
  if (wire === 'gemini') {
    await call(panel, 'saveProvider', { providerId: wire, settings: { baseUrl } })
    return wire
  }
  return (await call(panel, 'addCustomProvider', { provider: { name: wire, wire, baseUrl } })).providerId ?? ''
}

/** Sends what is in the composer and returns the image that arrives. */
async function sentImage(panel: Page, provider: FakeProvider, question: string) {
  const already = provider.log().length
  await chatIn(panel).ask(question)
  const { body } = await provider.waitFor(({ id, body: of }) => id > already && JSON.stringify(of).includes(question))
  return imageIn(body)
}

test('a picture of what is shown arrives on every wire', async ({ gloss, provider }) => {
  test.setTimeout(120_000)
  await gloss.page.goto(`${site.url}parts.html`)
  const panel = await gloss.openPanelByKeyboard()
  // The panel slides in, and the page gets narrower.
  await expect.poll(() => gloss.page.evaluate(() => innerWidth / outerWidth)).toBeLessThan(0.8)
  const view = await gloss.page.evaluate(() => ({ width: innerWidth, height: innerHeight, ratio: devicePixelRatio }))
  for (const wire of ['openai-chat', 'openai-responses', 'anthropic-messages', 'ollama', 'gemini']) {
    const providerId = await providerOn(panel, wire, provider)
    await call(panel, 'setKey', { providerId, key, plainHttp: true })
    const { id } = await call(panel, 'ensurePreset', { providerId, model })
    await call(panel, 'updateSettings', { patch: { defaultPresetId: id } })
    await attach(panel, 'screenshot')
    await expect(chatIn(panel).chips).toHaveCount(1)
    const image = await sentImage(panel, provider, 'What colours are these?')
    await expect(chatIn(panel).answerThat('complete')).toBeVisible()
    const at = (x: number): [number, number] => [x / view.width, 60 / view.height]
    const seen = await lookAt(panel, image, [at(60), at(180), at(300)])
    const scale = Math.min(view.ratio, 1_568 / view.width, 1_568 / view.height)
    expect(Math.abs(seen.width - view.width * scale), wire).toBeLessThanOrEqual(2)
    expect(Math.abs(seen.height - view.height * scale), wire).toBeLessThanOrEqual(2)
    expect(seen.colours.map(named), wire).toEqual(['red', 'green', 'blue'])
    await panel.getByTestId('new-chat').click()
  }
})

test('a picture of a region is of that alone, also where the page is zoomed', async ({ gloss, provider, picture }) => {
  await gloss.page.goto(`${site.url}parts.html`)
  const panel = await gloss.openPanelByKeyboard()
  await useGateway(panel, provider.openaiUrl)
  for (const zoom of [1, 1.5]) {
    await panel.evaluate(`chrome.tabs.query({ active: true, currentWindow: true })
      .then(([tab]) => chrome.tabs.setZoom(tab.id, ${zoom}))`)
    await expect.poll(() => gloss.page.evaluate(() => devicePixelRatio)).toBe(zoom)
    await attach(panel, 'region')
    await expect(gloss.page.locator(overlay)).toHaveCount(1)
    await gloss.page.mouse.move(60, 20)
    await gloss.page.mouse.down()
    await gloss.page.mouse.move(150, 60)
    await gloss.page.mouse.move(180, 100)
    await picture(`region-${zoom}`, panel)
    await gloss.page.mouse.up()
    await expect(chatIn(panel).chips).toHaveCount(1)
    const part = await lookAt(panel, await sentImage(panel, provider, `What is in part ${zoom}?`), [
      [0.02, 0.02],
      [0.48, 0.5],
      [0.52, 0.5],
      [0.98, 0.98],
    ])
    expect([part.width, part.height]).toEqual([120 * zoom, 80 * zoom])
    // Half red, half green, and nothing of the overlay on it.
    expect(part.colours.map(named)).toEqual(['red', 'red', 'green', 'green'])
    await panel.getByTestId('new-chat').click()
  }
})

test('a region by keys alone', async ({ gloss, provider }) => {
  await gloss.page.goto(`${site.url}parts.html`)
  const panel = await gloss.openPanelByKeyboard()
  await useGateway(panel, provider.openaiUrl)
  await forget(gloss.page)
  await attach(panel, 'region')
  await expect(gloss.page.locator(overlay)).toHaveCount(1)
  await expect(panel.getByTestId('reading-status')).toContainText('Drag over the part of the page that you want')
  for (const press of ['ArrowLeft', 'Shift+ArrowDown', 'Enter']) await panel.keyboard.press(press)
  await expect(chatIn(panel).chips).toHaveAttribute('data-kind', 'image')
  // Nobody knows whether that model sees.
  await expect(panel.getByTestId('vision-unknown')).toBeVisible()
  await expect(gloss.page.locator(overlay)).toHaveCount(0)
  expect(await heard(gloss.page)).toEqual([])
})

test('without the gesture that the browser wants, a picture is refused in words', async ({ gloss, provider }) => {
  const panel = await gloss.openPanelByKeyboard()
  await useGateway(panel, provider.openaiUrl)
  // Access to the site is granted here, and is not enough: the button was pressed on another page.
  const other = await gloss.context.newPage()
  await other.goto(site.url.replace('127.0.0.1', 'localhost') + 'parts.html')
  await attach(panel, 'screenshot')
  await expect(panel.getByTestId('panel-problem')).toContainText('press its button in the toolbar')
  await expect(chatIn(panel).chips).toHaveCount(0)
})

test('a model that cannot see says so before it is asked, and one that can is a click away', async ({
  gloss,
  provider,
}, info) => {
  await gloss.page.goto(`${site.url}parts.html`)
  await answerWithOllama(gloss, provider.url)
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await attach(panel, 'screenshot')
  await expect(chat.chips).toHaveCount(1)
  await expect(panel.getByTestId('vision-blind')).toHaveCount(0)
  await call(panel, 'updateSettings', { patch: { defaultPresetId: 'builtin' } })
  await expect(panel.getByTestId('vision-blind')).toContainText('The built-in reader cannot see pictures')
  await panel.getByTestId('attach-menu').click()
  await expect(panel.getByTestId('attach-menu-screenshot')).toBeDisabled()
  await panel.keyboard.press('Escape')
  await look(panel, 'blind', info)

  // Asked all the same, it refuses before anything is sent.
  await chat.ask('What is this?')
  await expect(chat.error).toContainText('cannot see pictures')
  await panel.getByTestId('new-chat').click()
  await call(panel, 'updateSettings', { patch: { defaultPresetId: await presetOf(panel, 'ollama') } })
  await attach(panel, 'screenshot')
  await call(panel, 'updateSettings', { patch: { defaultPresetId: 'builtin' } })
  await panel.getByTestId('vision-blind').getByRole('button').click()
  await expect(panel.getByTestId('vision-blind')).toHaveCount(0)
  await chat.ask('What colours are these?')
  await expect(chat.answerThat('complete')).toBeVisible()
  const { body } = await provider.waitFor(({ path }) => path === '/api/chat')
  expect(imageIn(body).data.length).toBeGreaterThan(1_000)
})

/** The workers of ours that are awake. */
async function workersOf({ context, extensionId }: Gloss): Promise<string[]> {
  const session = await browserSession(context)
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'service_worker' }] })
  await session.detach()
  return targetInfos.map(({ url }) => url).filter((url) => url.includes(extensionId))
}

test.describe('what is selected right now', () => {
  const offer = 'live-selection'

  test('is offered, attached with a click, and gone when the selection is', async ({ gloss }, info) => {
    await gloss.page.goto(`${site.url}parts.html`)
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    await expect(chat.composer).toBeVisible()
    const select = (selector: string) =>
      gloss.page.locator(selector).evaluate((element) => getSelection()?.selectAllChildren(element))
    await select('#moon')
    await expect(panel.getByTestId(offer)).toContainText('The moon pulls the nearer water')
    await look(panel, 'offered', info)
    await gloss.page.evaluate(() => getSelection()?.removeAllRanges())
    await expect(panel.getByTestId(offer)).toHaveCount(0)

    // The worker has no part in it: it sleeps, and sleeps on.
    await gloss.killWorker()
    await select('#list')
    await expect(panel.getByTestId(offer)).toContainText('Spring tides')
    expect(await workersOf(gloss)).toEqual([])
    await panel.getByTestId(offer).getByRole('button').first().click()
    await expect(chat.chips).toHaveCount(1)
    await expect(panel.getByTestId(offer)).toHaveCount(0)
    expect(await preview(panel)).toContain('Neap tides come at half moon.')
    // What is attached already is not offered once more.
    await select('#moon')
    await expect(panel.getByTestId(offer)).toBeVisible()
    await select('#list')
    await expect(panel.getByTestId(offer)).toHaveCount(0)

    // In the next page too, and in a frame of it.
    await gloss.page.goto(`${site.url}parts.html?again`)
    await gloss.page
      .frameLocator('#frame')
      .locator('#framed')
      .evaluate((element) => getSelection()?.selectAllChildren(element))
    await expect(panel.getByTestId(offer)).toContainText('In this frame')
    await panel.getByTestId(offer).getByRole('button').first().click()
    await expect(chat.chips).toHaveCount(2)
  })

  test('is never read in a field for secrets', async ({ gloss }) => {
    await gloss.page.goto(`${site.url}parts.html`)
    const panel = await gloss.openPanelByKeyboard()
    await expect(chatIn(panel).composer).toBeVisible()
    await gloss.page.locator('#notes').selectText()
    await expect(panel.getByTestId(offer)).toContainText('Notes on harbour times.')
    await gloss.page.locator('#secret').selectText()
    await expect(panel.getByTestId(offer)).toHaveCount(0)
  })
})

test.describe('what is said in a video', () => {
  test('of a watch page, with chapters and times', async ({ gloss }) => {
    await gloss.page.goto(`${site.url}watch.html?v=harbour1`)
    const panel = await gloss.openPanelByKeyboard()
    await attach(panel, 'transcript')
    const chat = chatIn(panel)
    await expect(chat.chips).toHaveAttribute('data-kind', 'transcript')
    await expect(chat.chips).toContainText('The harbour at night')
    const text = (await preview(panel)).replace(/\n+/g, '\n')
    expect(text).toBe(
      [
        '## Before the tide',
        '[00:00] Before the tide turns, the harbour is quiet.',
        '## The gates',
        '[00:21] Then the gates open and the boats go out.',
        '## Morning',
        '[01:06] In the morning nobody remembers the gate keeper.',
      ].join('\n'),
    )
  })

  test('of a page that gives its captions only to its own list', async ({ gloss }) => {
    await gloss.page.goto(`${site.url}closed.html?v=kept1`)
    const panel = await gloss.openPanelByKeyboard()
    await attach(panel, 'transcript')
    await expect(chatIn(panel).chips).toHaveCount(1)
    expect(await preview(panel)).toBe('[00:03] The page keeps its captions\n[01:12] and shows them only to who asks.')
  })

  test('of any video with captions', async ({ gloss }) => {
    await gloss.page.goto(`${site.url}film.html`)
    const panel = await gloss.openPanelByKeyboard()
    await attach(panel, 'transcript')
    await expect(chatIn(panel).chips).toHaveCount(1)
    expect(await preview(panel)).toBe(
      '[00:01] Good evening from the quay.\n[01:02] The last ferry & the first train meet here.',
    )
    // As it was: no captions over the picture.
    expect(
      await gloss.page.evaluate(() => [...(document.querySelector('video')?.textTracks ?? [])].map(({ mode }) => mode)),
    ).toEqual(['disabled', 'disabled'])
  })
})
