import type { Page } from 'puppeteer-core'
import { desktopOf } from '../../scripts/lib/desktop.ts'
import { until } from '../../scripts/lib/until.ts'
import { docxFile, docxParagraph } from '../helpers/docx-file.ts'
import { japanesePdf, linesOfPage, pdfFile } from '../helpers/pdf-file.ts'
import { connectOllamaInFirefox } from './harness/firefox-panel.ts'
import { inSidebar, startGlossInFirefox } from './harness/firefox.ts'
import { expect, test } from './harness/fixtures.ts'

const model = 'gloss-small'

test('Firefox shows the sidebar page and an answer of Ollama', async ({ display, provider }, info) => {
  provider.script({ reply: 'Hello from **Firefox**. The end.' })
  const gloss = await startGlossInFirefox(display)
  try {
    await connectOllamaInFirefox(await gloss.open('options.html'), provider.url, model)
    const panel = await gloss.open('sidepanel.html')
    await panel.locator('[data-testid=composer-input]').fill('Are you there?')
    await panel.locator('[data-testid=composer-send]').click()
    const status = (): Promise<string | null> =>
      panel.evaluate(() => document.querySelector('[data-role=assistant]')?.getAttribute('data-status') ?? null)
    await until('the answer has ended', async () => !['streaming', null].includes(await status()))
    await desktopOf(display).capture(info.outputPath('answered.png'))
    expect(await panel.evaluate(() => document.querySelector('[data-role=assistant]')?.textContent)).toContain(
      'Hello from Firefox. The end.',
    )
    expect(await status()).toBe('complete')
  } finally {
    await gloss.stop()
  }
  const asked = provider.log().filter((entry) => entry.path === '/api/chat')
  expect(asked).toHaveLength(1)
  // Ollama refuses the origin of extensions: the request must not carry one.
  expect(asked[0]?.headers.origin).toBeUndefined()
})

test('Firefox reads dropped files: a page, a Word document, a PDF', async ({ display }, info) => {
  const gloss = await startGlossInFirefox(display)
  try {
    const panel = await gloss.open('sidepanel.html')
    await panel.locator('[data-testid=composer-input]').fill('')
    const files = {
      'page.html': new TextEncoder().encode('<h1>Heading</h1><p>Seen <b hidden>unseen</b></p>'),
      'margins.docx': docxFile(docxParagraph('In the margins.')),
      'report.pdf': pdfFile([linesOfPage(['Of margins.'])]),
      'old.pdf': japanesePdf('93FA967B8CEA82CC95B68FCD'),
    }
    const given = Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const)
    await panel.evaluate((dropped) => {
      const dataTransfer = new DataTransfer()
      for (const [name, data] of dropped) {
        const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
        dataTransfer.items.add(new File([bytes], name))
      }
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    }, given)
    const texts: string[] = []
    for (const [index, name] of Object.keys(files).entries()) {
      await until(`${name} is a chip`, async () => (await panel.$$('[data-testid=context-chip]')).length === 4)
      await (await panel.$$('[data-testid=context-chip] button:first-of-type'))[index]?.click()
      await until(`${name} is shown`, async () => (await panel.$$('[data-testid=preview-text]')).length === 1)
      texts.push(await panel.$eval('[data-testid=preview-text]', (element) => element.textContent ?? ''))
      await panel.keyboard.press('Escape')
      await until(`${name} is closed`, async () => (await panel.$$('[data-testid=preview-text]')).length === 0)
    }
    await desktopOf(display).capture(info.outputPath('files.png'))
    expect(texts).toEqual([
      '# Heading\n\nSeen',
      'In the margins.',
      '## Page 1\n\nOf margins.',
      '## Page 1\n\n日本語の文章',
    ])
  } finally {
    await gloss.stop()
  }
})

test('Firefox shows the real sidebar, which reads the page and takes the selection by keyboard', async ({
  display,
  provider,
  sample,
}, info) => {
  const reply = 'Hello from the sidebar. The end.'
  provider.script({ reply })
  const gloss = await startGlossInFirefox(display)
  const desktop = desktopOf(display)
  try {
    const options = await gloss.open('options.html')
    await connectOllamaInFirefox(options, provider.url, model)
    const sidebar = (expression: string): Promise<unknown> => inSidebar(options, expression)
    const count = (what: string): Promise<unknown> => sidebar(`document.querySelectorAll('${what}').length`)
    await until('the installation shows the sidebar', async () => (await count('[data-testid=composer-input]')) === 1)

    const page = await gloss.openWebsite(sample.url)
    const passage = await page.evaluate(() => {
      const paragraph = document.querySelector('article > p')
      if (paragraph) getSelection()?.selectAllChildren(paragraph)
      return paragraph?.textContent?.trim().slice(0, 40) ?? ''
    })
    const shortcut: unknown = await options.evaluate(
      `browser.commands.getAll().then((all) => all.find(({ name }) => name === 'ask-about-selection').shortcut)`,
    )
    await desktop.press(String(shortcut).toLowerCase())
    await until('the selection is attached', async () => (await count('[data-kind=selection]')) === 1)
    await sidebar(`document.querySelector('[data-testid=attach-menu]').click()`)
    await until('the menu is open', async () => (await count('[data-testid=attach-menu-page]')) === 1)
    await sidebar(`document.querySelector('[data-testid=attach-menu-page]').click()`)
    await until('the page is attached', async () => (await count('[data-kind=page]')) === 1)
    // Firefox leaves the keyboard with the page, and no page of an extension can take it: the reader clicks.
    await desktop.click(await composerIn(options))
    await desktop.type('What is it about')
    await until(
      'the keys have come to the composer',
      async () =>
        (await sidebar(`document.querySelector('[data-testid=composer-input]').value`)) === 'What is it about',
    )
    await desktop.capture(info.outputPath('sidebar.png'))

    await desktop.press('Return')
    await until(
      'the answer is complete',
      async () => (await count('[data-role=assistant][data-status=complete]')) === 1,
    )
    await desktop.capture(info.outputPath('sidebar-answered.png'))
    expect(await sidebar(`document.querySelector('[data-role=assistant]').textContent`)).toContain(reply)

    const asked = provider.log().filter((entry) => entry.path === '/api/chat')
    expect(asked).toHaveLength(1)
    const body = JSON.stringify(asked[0]?.body)
    expect(body).toContain('What is it about')
    expect(body).toContain('kind=\\"selection\\"')
    expect(body).toContain('kind=\\"page\\"')
    expect(body.split(passage).length - 1, 'the passage is in the selection and in the page').toBeGreaterThanOrEqual(2)
    expect(asked[0]?.headers.origin).toBeUndefined()
  } finally {
    await gloss.stop()
  }
})

/** The middle of the real sidebar's composer, on the screen. */
async function composerIn(ownPage: Page): Promise<{ x: number; y: number }> {
  const [x, y] = String(
    await inSidebar(
      ownPage,
      `[document.querySelector('[data-testid=composer-input]').getBoundingClientRect()].map((box) => [
        document.defaultView.mozInnerScreenX + box.x + box.width / 2,
        document.defaultView.mozInnerScreenY + box.y + box.height / 2,
      ]).join()`,
    ),
  )
    .split(',')
    .map(Number)
  if (x === undefined || y === undefined) throw new Error('The sidebar has no composer.')
  return { x, y }
}
