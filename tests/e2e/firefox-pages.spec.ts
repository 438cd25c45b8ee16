import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'puppeteer-core'
import { desktopOf, type Area } from '../../scripts/lib/desktop.ts'
import { serveFolder } from '../../scripts/lib/file-server.ts'
import { project } from '../../scripts/lib/project.ts'
import { until } from '../../scripts/lib/until.ts'
import { linesOfPage, pdfFile } from '../helpers/pdf-file.ts'
import { connectOllamaInFirefox, sidebarBeside } from './harness/firefox-panel.ts'
import { startGlossInFirefox } from './harness/firefox.ts'
import { expect, test } from './harness/fixtures.ts'

const words = 'The moon pulls the nearer water more than the farther water.'
const chip = (kind: string) => `[data-testid=context-chip][data-kind=${kind}]`
const offer = '[data-testid=live-selection]'
const problem = '[data-testid=panel-problem]'

// One Firefox for all of it: to start one takes longer than any of these.
test('Firefox reads, lights and picks what a page shows, in the real sidebar', async ({ display, provider }, info) => {
  test.setTimeout(180_000)
  provider.script({ reply: `It says “${words}” and no more. The end.` })
  const site = await serveFolder(`${project}tests/fixtures/pictures`)
  const gloss = await startGlossInFirefox(display)
  const desktop = desktopOf(display)
  try {
    const options = await gloss.open('options.html')
    await connectOllamaInFirefox(options, provider.url, 'gloss-small')
    const sidebar = await sidebarBeside(options)
    const page = await gloss.openWebsite(`${site.url}parts.html`)
    const overlays = () => page.$$eval('gloss-overlay', (all) => all.length)

    await test.step('a quote leads to its sentence, lit on the screen', async () => {
      await sidebar.attach('page', 'page')
      await sidebar.write('What pulls the water?')
      await sidebar.click('[data-testid=composer-send]')
      await sidebar.click('[data-testid=quote-chip][data-verified=true]')
      await until('the words are lit', async () => (await litIn(page)) === words.replace(/\.$/, ''))
      const box = await screenBox(page, '#moon')
      const lit = async () => countColour(await desktop.pixels(box), [255, 226, 122])
      await until('the screen shows the light', async () => (await lit()) > 1_000)
      await desktop.capture(info.outputPath('lit.png'))
      // The page hears Escape itself.
      await desktop.click({ x: box.x + box.width - 4, y: box.y + 4 })
      await desktop.press('Escape')
      await until('the light is gone', async () => (await litIn(page)) === '' && (await lit()) === 0)
    })

    await test.step('selections: of the page, of frames of both kinds, of a field, of a shadow tree', async () => {
      await page.$eval('#moon', (element) => getSelection()?.selectAllChildren(element))
      await until('the selection is offered', async () => (await sidebar.text(offer)).includes('The moon pulls'))
      await sidebar.click(`${offer} button`)
      await until('it is a chip', async () => (await sidebar.count(chip('selection'))) === 1)
      await page.evaluate(() => getSelection()?.removeAllRanges())
      await until('nothing is offered', async () => (await sidebar.count(offer)) === 0)

      for (const address of [`${site.url}inner.html?own`, `${site.url.replace('127.0.0.1', 'localhost')}inner.html`]) {
        await page.$eval('#frame', (frame, src) => frame.setAttribute('src', src), address)
        await until(`${address} is in the frame`, async () => page.frames().some((frame) => frame.url() === address))
        const frame = page.frames().find((one) => one.url() === address)
        await frame?.waitForSelector('#framed')
        await frame?.$eval('#framed', (element) => getSelection()?.selectAllChildren(element))
        await sidebar.attach('selection', 'selection')
        await frame?.evaluate(() => getSelection()?.removeAllRanges())
      }
      await page.$eval('#notes', (field) => {
        if (field instanceof HTMLTextAreaElement) field.select()
      })
      await page.focus('#notes')
      await sidebar.attach('selection', 'selection')
      await page.evaluate(() => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
        const within = document.querySelector('#shadow')?.shadowRoot?.querySelector('#within')
        if (within) getSelection()?.selectAllChildren(within)
      })
      await sidebar.attach('selection', 'selection')
      const chips = await sidebar.text(chip('selection'))
      expect(chips.match(/In this frame the tide/g)).toHaveLength(2)
      for (const part of ['The moon pulls', 'Notes on harbour times.', 'A reef keeps the harbour calm.']) {
        expect(chips).toContain(part)
      }
    })

    await test.step('a part is picked by mouse and keys, and the page hears nothing of it', async () => {
      await page.evaluate(() => getSelection()?.removeAllRanges())
      await page.evaluate('window.heard.length = 0')
      await sidebar.choose('element')
      await until('the picker is there', async () => (await overlays()) === 1)
      const box = await screenBox(page, '#list li')
      await page.mouse.move(...(await middleOf(page, '#list')))
      await page.mouse.move(...(await middleOf(page, '#list li')))
      await desktop.capture(info.outputPath('picking.png'))
      // Wider to the list, wider to the section, and back into the list.
      await desktop.press('Up', 'Up', 'Down', 'Return')
      await until('the list is a chip', async () => (await sidebar.count(chip('element'))) === 1)
      await sidebar.choose('element')
      await until('the picker is there again', async () => (await overlays()) === 1)
      await desktop.click({ x: box.x + 40, y: box.y + box.height / 2 })
      await until('the line is a chip', async () => (await sidebar.count(chip('element'))) === 2)
      await sidebar.choose('element')
      await until('the picker is there once more', async () => (await overlays()) === 1)
      await desktop.press('Escape')
      await until('the picker is gone', async () => (await overlays()) === 0)
      expect(await page.evaluate('window.heard')).toEqual([])
      expect(await sidebar.count(problem)).toBe(0)
    })

    await test.step('a picture is refused in words until Gloss was called, and taken then', async () => {
      await sidebar.choose('screenshot')
      await until('it is refused', async () =>
        (await sidebar.text(problem)).includes('press its button in the toolbar'),
      )
      await page.$eval('#moon', (element) => getSelection()?.selectAllChildren(element))
      const before = await sidebar.count(chip('selection'))
      await desktop.press('alt+shift+q')
      await until('Gloss was called', async () => (await sidebar.count(chip('selection'))) === before + 1)
      await sidebar.attach('screenshot', 'image')
    })
    await desktop.capture(info.outputPath('all-chips.png'))
  } finally {
    await gloss.stop()
    await site.stop()
  }
})

test('Firefox takes other tabs, tells when a page has changed, and says why its PDFs stay closed', async ({
  display,
  provider,
  sample,
}, info) => {
  test.setTimeout(120_000)
  const living = await serveLiving()
  const gloss = await startGlossInFirefox(display)
  const desktop = desktopOf(display)
  try {
    const options = await gloss.open('options.html')
    await connectOllamaInFirefox(options, provider.url, 'gloss-small')
    const sidebar = await sidebarBeside(options)
    const page = await gloss.openWebsite(`${living.url}harbour`)

    await test.step('a page has the icon of its site, and says when it has changed', async () => {
      await sidebar.attach('page', 'page')
      const icon = `${chip('page')} [data-testid=site-icon][src^="data:image/"]`
      await until('it has the icon of its site', async () => (await sidebar.count(icon)) === 1)
      expect(await sidebar.count('[data-testid=drift]')).toBe(0)
      living.says('ten, and a new ferry leaves for the islands every second Thursday of the month')
      await page.reload()
      await until('the change is told', async () =>
        (await sidebar.text('[data-testid=drift]')).includes('has changed since it was read'),
      )
      await desktop.capture(info.outputPath('changed.png'))
    })

    await test.step('another tab is found by its name, with its icon', async () => {
      await gloss.openWebsite(sample.url)
      await sidebar.write('@harb')
      const option = '[data-testid=tab-option]'
      await until('it is listed', async () => (await sidebar.text(option)).includes('The harbour'))
      await until('it has its icon', async () => (await sidebar.count(`${option} img[src^="data:image/"]`)) === 1)
      await desktop.capture(info.outputPath('tabs.png'))
      await sidebar.click(option)
      await until('it is a chip', async () => (await sidebar.count(chip('page'))) === 2)
    })

    await test.step('a PDF in the viewer of Firefox', async () => {
      await gloss.openWebsite(`${living.url}margins.pdf`)
      await sidebar.choose('page')
      await until('it says what helps', async () =>
        (await sidebar.text(problem)).includes('does not let extensions into its PDF viewer: save this PDF'),
      )
      expect(await sidebar.text(problem)).not.toContain('Allow')
      await desktop.capture(info.outputPath('pdf.png'))
    })
  } finally {
    await gloss.stop()
    await living.stop()
  }
})

/** The words that are lit on a page, as its browser has them. */
function litIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const ranges = CSS.highlights.get('gloss-quote')
    return ranges ? [...ranges].map(String).join('').replace(/\s+/g, ' ') : ''
  })
}

/** Where an element of a page stands on the screen. */
async function screenBox(page: Page, selector: string): Promise<Area> {
  const box =
    await page.evaluate(`(({ x, y, width, height }) => [mozInnerScreenX + x, mozInnerScreenY + y, width, height])(
    document.querySelector('${selector}').getBoundingClientRect())`)
  const [x = 0, y = 0, width = 0, height = 0] = (box as number[]).map(Math.round)
  return { x, y, width, height }
}

async function middleOf(page: Page, selector: string): Promise<[x: number, y: number]> {
  const { x, y, height } = await page.$eval(selector, (element) => element.getBoundingClientRect().toJSON())
  return [x + 60, y + height / 2]
}

function countColour(pixels: Buffer, [red, green, blue]: [number, number, number]): number {
  let count = 0
  for (let at = 0; at < pixels.length; at += 3) {
    if (pixels[at] === red && pixels[at + 1] === green && pixels[at + 2] === blue) count += 1
  }
  return count
}

/** A page that says what the test wants it to say, its icon, and a PDF. */
async function serveLiving(): Promise<{ url: string; says: (hour: string) => void; stop: () => Promise<void> }> {
  const icon = await readFile(`${project}public/icons/32.png`)
  const pdf = pdfFile([linesOfPage(['The first hand made the book.'])])
  let hour = 'nine'
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.pdf')) return response.setHeader('content-type', 'application/pdf').end(pdf)
    if (request.url?.endsWith('.png')) return response.setHeader('content-type', 'image/png').end(icon)
    const text = `The harbour opens at ${hour} and closes when the last boat is in. `
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return response.end(
      `<!doctype html><title>The harbour</title><link rel="icon" href="/icon.png"><main><h1>The harbour</h1><p>${text.repeat(6)}</p></main>`,
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    says: (next) => (hour = next),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
