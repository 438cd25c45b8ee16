import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import { docxFile, docxParagraph } from '../helpers/docx-file.ts'
import { japanesePdf, linesOfPage, pdfFile } from '../helpers/pdf-file.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'
import { servePdf } from './harness/pdf-server.ts'

/** What is attached that is not the page at hand: other tabs, files, PDF, long pasted texts. */

test('an @ lists the open tabs; two of them are attached and sent as the preview shows them', async ({
  gloss,
  provider,
}) => {
  await answerWithOllama(gloss, provider.url)
  await openPage(gloss.context.newPage(), 'Whales of the north', 'The narwhal has one tooth that grows for ever.')
  await openPage(gloss.context.newPage(), 'Winds of the south', 'The williwaw falls from the mountains into the sea.')

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.composer.fill('Compare ')
  await chat.composer.press('End')
  await panel.keyboard.type('@of the')
  // A blank ends the word.
  await expect(panel.getByTestId('tab-picker')).toHaveCount(0)
  await chat.composer.fill('')
  await panel.keyboard.type('Compare @')
  const offered = panel.getByTestId('tab-option')
  await expect(offered.filter({ hasText: 'Whales of the north' })).toBeVisible()
  await panel.keyboard.type('wh')
  await expect(offered).toHaveCount(1)
  await panel.keyboard.press('Tab')
  await panel.keyboard.press('Backspace')
  await panel.keyboard.type('i')
  await expect(offered).toHaveCount(1)
  await panel.keyboard.press('Tab')
  await panel.keyboard.press('Enter')
  await expect(chat.composer).toHaveValue('Compare ')
  await expect(chat.chips).toHaveCount(2)
  await expect(chat.chips.nth(0)).toContainText('Whales')
  await expect(chat.chips.nth(1)).toContainText('Winds')
  await expect(chat.composer).toBeFocused()

  const previews = [await previewOf(panel, 0), await previewOf(panel, 1)]
  expect(previews[0]).toContain('The narwhal has one tooth')
  await chat.ask('Compare them')
  await expect(chat.answerThat('complete')).toBeVisible()
  const asked = await provider.waitFor(({ path }) => path === '/api/chat')
  expect(envelopesIn(asked.body)).toEqual(previews)
})

test('Escape leaves what was typed, and the menu takes its own @ back', async ({ gloss }) => {
  const panel = await gloss.openPanelInTab()
  const { composer } = chatIn(panel)
  await composer.fill('')
  await panel.keyboard.type('Ask @')
  await expect(panel.getByTestId('tab-picker')).toBeVisible()
  await panel.keyboard.press('Escape')
  await expect(panel.getByTestId('tab-picker')).toHaveCount(0)
  await expect(composer).toHaveValue('Ask @')

  await composer.fill('')
  await panel.getByTestId('attach-menu').click()
  await panel.getByTestId('attach-menu-tabs').click()
  await expect(panel.getByTestId('tab-picker')).toBeVisible()
  await panel.keyboard.press('Escape')
  await expect(composer).toHaveValue('')
})

test.describe('with no site granted', () => {
  test.use({ hosts: [] })

  test('names of tabs are asked for, and so is the site that was chosen', async ({ gloss }, info) => {
    await openPage(gloss.context.newPage(), 'Winds of the south', 'The williwaw falls into the sea.')
    await gloss.page.bringToFront()
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    await chat.composer.focus()
    await panel.keyboard.type('@')
    await panel.screenshot({ path: info.outputPath('names-hidden.png') })
    await expect(panel.getByTestId('tab-option').filter({ hasText: 'Winds' })).toHaveCount(0)
    await panel.getByRole('button', { name: 'Show all tabs…' }).click()
    await gloss.answerPrompt('allow')
    await expect(panel.getByTestId('tab-option').filter({ hasText: 'Winds' })).toContainText('asks for access')
    await panel.screenshot({ path: info.outputPath('names-shown.png') })

    await panel.getByTestId('tab-option').filter({ hasText: 'Winds' }).click()
    await gloss.answerPrompt('deny')
    await expect(panel.getByTestId('panel-problem')).toContainText('told not to let Gloss read localhost')
    await panel.keyboard.type('@Winds')
    await panel.getByTestId('tab-option').first().click()
    await gloss.answerPrompt('allow')
    await expect(chat.chips).toHaveCount(1)
    await expect(chat.chips).toContainText('Winds of the south')
  })
})

test('a PDF in the tab is read with its pages, by “This page”', async ({ gloss, provider }) => {
  await answerWithOllama(gloss, provider.url)
  const server = await servePdf(
    pdfFile([linesOfPage(['The first hand made the book.']), linesOfPage(['The second hand.'])]),
  )
  try {
    await gloss.page.goto(`${server.url}/On%20margins.pdf`)
    const panel = await gloss.openPanelInTab()
    const chat = chatIn(panel)
    await chat.attachPage()
    await expect(chat.chips).toHaveCount(1)
    await expect(chat.chips).toContainText('On margins')
    const preview = await previewOf(panel, 0)
    expect(preview).toBe('## Page 1\n\nThe first hand made the book.\n\n## Page 2\n\nThe second hand.')
    await chat.ask('Who made it?')
    const asked = await provider.waitFor(({ path }) => path === '/api/chat')
    expect(envelopesIn(asked.body)).toEqual([preview])
  } finally {
    await server.stop()
  }
})

test('files are dropped, chosen and pasted; what cannot be read is named and the rest attached', async ({
  gloss,
}, info) => {
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  // The field alone takes no files: it is there before the panel.
  await expect(panel.getByTestId('attach-files')).toBeAttached()
  await drop(panel, [
    { name: 'notes.md', content: '# Notes\n\nA note.' },
    { name: 'tool.bin', content: '\u0000\u0001\u0002' },
    {
      name: 'page.html',
      content: '<title>T</title><h1>Heading</h1><p>Seen <b hidden>unseen</b></p><script>1</script>',
    },
  ])
  await expect(chat.chips).toHaveCount(2)
  await expect(panel.getByTestId('panel-problem')).toContainText('“tool.bin”')
  expect(await previewOf(panel, 0)).toBe('# Notes\n\nA note.')
  expect(await previewOf(panel, 1)).toBe('# Heading\n\nSeen')
  await panel.getByRole('button', { name: 'Dismiss' }).click()

  await panel.getByTestId('attach-files').setInputFiles([
    { name: 'margins.docx', mimeType: '', buffer: Buffer.from(docxFile(docxParagraph('In the margins.'))) },
    { name: 'report.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfFile([linesOfPage(['Of margins.'])])) },
  ])
  await expect(chat.chips).toHaveCount(4)
  expect(await previewOf(panel, 2)).toBe('In the margins.')
  expect(await previewOf(panel, 3)).toBe('## Page 1\n\nOf margins.')

  const long = 'A long text that somebody copied from somewhere. '.repeat(120)
  await paste(panel, long)
  await expect(chat.chips).toHaveCount(5)
  await expect(chat.composer).toHaveValue('')
  await look(panel, 'pasted', info)
  await panel.getByTestId('pasted-note').getByRole('button', { name: 'Insert as text' }).click()
  await expect(chat.chips).toHaveCount(4)
  await expect(chat.composer).toHaveValue(long)

  await panel.getByTestId('attach-files').setInputFiles([{ name: 'dot.png', mimeType: 'image/png', buffer: dot }])
  await expect(panel.locator('[data-testid=context-chip][data-kind=image]')).toContainText('dot.png')

  const japanese = Buffer.from(japanesePdf('93FA967B8CEA82CC95B68FCD'))
  await panel.getByTestId('attach-files').setInputFiles([{ name: 'old.pdf', mimeType: '', buffer: japanese }])
  await expect(chat.chips).toHaveCount(6)
  expect(await previewOf(panel, 5)).toBe('## Page 1\n\n日本語の文章')
})

/** One red pixel. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
)

test('a locked PDF asks for its password; a long one shows how far it is and can be left', async ({ gloss }, info) => {
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const files = panel.getByTestId('attach-files')
  const locked = pdfFile([linesOfPage(['A secret in the margin.'])], { password: 'sesame' })
  await files.setInputFiles([{ name: 'locked.pdf', mimeType: 'application/pdf', buffer: Buffer.from(locked) }])
  const form = panel.getByTestId('pdf-password')
  await expect(form).toContainText('“locked.pdf” is locked')
  await look(panel, 'locked', info)
  await form.getByRole('textbox').fill('wrong')
  await form.getByRole('button', { name: 'Open' }).click()
  await expect(form).toContainText('does not fit')
  await form.getByRole('textbox').fill('sesame')
  await panel.keyboard.press('Enter')
  await expect(chat.chips).toHaveCount(1)
  await files.setInputFiles([{ name: 'other.pdf', mimeType: 'application/pdf', buffer: Buffer.from(locked) }])
  await expect(form.getByRole('textbox')).toBeFocused()
  await panel.keyboard.press('Escape')
  await expect(form).toHaveCount(0)
  await expect(chat.chips).toHaveCount(1)

  const lines = Array.from({ length: 50 }, (_line, index) => `This is line ${index} of a page in a long book.`)
  const book = pdfFile(Array.from({ length: 1_500 }, () => linesOfPage(lines)))
  const path = info.outputPath('book.pdf')
  await writeFile(path, book)
  await files.setInputFiles(path)
  await expect(panel.getByTestId('reading-status')).toContainText('of 1,500 pages')
  await look(panel, 'progress', info, { passing: true })
  await panel.getByTestId('reading-cancel').click()
  await expect(panel.getByTestId('reading-status')).toHaveCount(0)
  await expect(chat.chips).toHaveCount(1)
  await expect(panel.getByTestId('panel-problem')).toHaveCount(0)
})

test('how it looks: the menu, the list of tabs, the drop zone', async ({ gloss }, info) => {
  await openPage(
    gloss.context.newPage(),
    'A title that is much too long for the width of a narrow side panel to show',
    'x',
  )
  await openPage(gloss.context.newPage(), 'Winds', 'y')
  const panel = await gloss.openPanelInTab()
  const { composer } = chatIn(panel)
  await composer.fill('')
  await panel.getByTestId('attach-menu').click()
  await expect(panel.getByTestId('attach-menu-files')).toBeVisible()
  await look(panel, 'menu', info)
  await panel.keyboard.press('Escape')

  await composer.focus()
  await panel.keyboard.type('Compare @')
  await expect(panel.getByTestId('tab-option').first()).toBeVisible()
  await panel.keyboard.press('Tab')
  await look(panel, 'tabs', info)
  await panel.keyboard.press('Escape')

  await panel.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['x'], 'x.txt'))
    document.dispatchEvent(new DragEvent('dragenter', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  await expect(panel.getByTestId('drop-zone')).toBeVisible()
  await look(panel, 'drop', info)
})

async function openPage(opening: Promise<Page>, title: string, words: string): Promise<void> {
  const page = await opening
  await page.route('http://localhost:81/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<title>${title}</title><main><h1>${title}</h1><p>${words} ${'And so it goes on for a while. '.repeat(30)}</p></main>`,
    }),
  )
  await page.goto(`http://localhost:81/${encodeURIComponent(title)}`)
}

async function previewOf(panel: Page, index: number): Promise<string> {
  await chatIn(panel).chips.nth(index).getByRole('button').first().click()
  const text = (await panel.getByTestId('preview-text').textContent()) ?? ''
  await panel.keyboard.press('Escape')
  await expect(panel.getByTestId('preview-text')).toHaveCount(0)
  return text
}

async function drop(panel: Page, files: { name: string; content: string }[]): Promise<void> {
  await panel.evaluate((given) => {
    const dataTransfer = new DataTransfer()
    for (const { name, content } of given) dataTransfer.items.add(new File([content], name))
    const init = { dataTransfer, bubbles: true, cancelable: true }
    document.body.dispatchEvent(new DragEvent('dragenter', init))
    document.body.dispatchEvent(new DragEvent('drop', init))
  }, files)
}

async function paste(panel: Page, text: string): Promise<void> {
  await chatIn(panel).composer.focus()
  await panel.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}

/** The page texts in what the reader's side of a conversation said, without their wrapping. */
function envelopesIn(body: unknown): string[] {
  if (body === null || typeof body !== 'object' || !('messages' in body) || !Array.isArray(body.messages)) return []
  return body.messages.flatMap((message: { role: string; content: string }) =>
    message.role === 'user'
      ? [...message.content.matchAll(/<page-text id="([^"]+)"[^>]*>\n([\s\S]*?)\n<\/page-text id="\1">/g)].map(
          ([, , text]) => text ?? '',
        )
      : [],
  )
}
