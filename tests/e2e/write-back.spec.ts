import type { Frame, Locator, Page } from 'playwright/test'
import { chatIn } from './harness/chat.ts'
import { serveFieldPages, type FieldPages } from './harness/field-pages.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'

const wrong = 'I has wrote this sentence.'
const right = 'I have written this sentence.'

// They are long, and among the last: one after the other, one of two processors would have nothing to do.
test.describe.configure({ mode: 'parallel' })

let pages: FieldPages
test.beforeAll(async () => {
  pages = await serveFieldPages()
})
test.afterAll(() => pages.stop())

type Spot = { name: string; place: (page: Page) => Frame | Page; selector: string; model?: string; undo?: false }
const onPage = (page: Page): Page => page
const inFrame =
  (id: string) =>
  (page: Page): Frame => {
    const frame = page
      .frames()
      .find((one) =>
        id === 'other' ? one.url().includes('localhost') : one.url().includes('127.0.0.1') && one !== page.mainFrame(),
      )
    if (!frame) throw new Error(`The page has no frame ${id}.`)
    return frame
  }

const spots: Spot[] = [
  { name: 'an input', place: onPage, selector: '#input' },
  { name: 'a textarea', place: onPage, selector: '#area' },
  { name: 'an editable element', place: onPage, selector: '#plain' },
  { name: 'an editable element in a shadow root', place: onPage, selector: '#inner' },
  { name: 'Tiptap', place: onPage, selector: '#tiptap [contenteditable]', model: 'tiptap' },
  { name: 'Quill', place: onPage, selector: '#quill [contenteditable]', model: 'quill' },
  // What takes a change back is a package of its own there, which this page has not.
  { name: 'Lexical', place: onPage, selector: '#lexical', model: 'lexical', undo: false },
  { name: 'a frame', place: inFrame('same'), selector: '#framed' },
  { name: 'a frame of another origin', place: inFrame('other'), selector: '#framed' },
]

test('an answer takes the place of the words it was asked about, in every kind of field, and Ctrl+Z brings them back', async ({
  gloss,
  provider,
}) => {
  test.setTimeout(240_000)
  const panel = await started(gloss, provider.url)
  for (const { name, place, selector, model, undo } of spots) {
    await test.step(name, async () => {
      const field = place(gloss.page).locator(selector)
      const earlier = await textOf(field)
      expect(earlier).toContain(wrong)
      await ask(panel, field, provider, right)
      await openDialog(panel)
      await expect(panel.getByTestId('write-back-diff').locator('del')).not.toHaveCount(0)
      await panel.getByTestId('write-back-replace').click()
      await expect(panel.getByTestId('write-back-said')).toContainText('It stands in the page.')
      await expect.poll(() => textOf(field)).toBe(earlier.replace(wrong, right))
      if (model) await expect.poll(() => modelOf(gloss.page, model)).toContain(right)
      await panel.getByTestId('write-back').getByRole('button', { name: 'Close' }).last().click()

      if (undo === false) return
      await press(gloss, field, 'ctrl+z')
      expect(await isFocused(field)).toBe(true)
      await expect.poll(() => textOf(field)).toBe(earlier)
      if (model) await expect.poll(() => modelOf(gloss.page, model)).toContain(wrong)
      await gloss.desktop.press('ctrl+shift+z')
      await expect.poll(() => textOf(field)).toBe(earlier.replace(wrong, right))
      if (model) await expect.poll(() => modelOf(gloss.page, model)).toContain(right)
    })
  }
})

test('several paragraphs, with formatting where the editor knows it, replace words or go behind them', async ({
  gloss,
  provider,
}) => {
  test.setTimeout(240_000)
  const panel = await started(gloss, provider.url)
  const reply = '**First** of two.\n\nSecond of two.'
  for (const { name, selector, model, undo } of spots.filter(
    (spot) => spot.place === onPage && spot.selector !== '#input',
  )) {
    await test.step(name, async () => {
      const field = gloss.page.locator(selector)
      const isText = selector === '#area'
      await ask(panel, field, provider, reply)
      await openDialog(panel)
      if (!isText) await expect(panel.getByRole('radio', { name: 'With formatting' })).toBeChecked()
      await panel.getByTestId('write-back-insert').click()
      await expect(panel.getByTestId('write-back-said')).toContainText('It stands in the page.')
      expect((await linesOf(field)).slice(1, 4)).toEqual([wrong, 'First of two.', 'Second of two.'])
      if (!isText) await expect(field.locator('strong, b').filter({ hasText: 'First' })).toHaveCount(1)
      if (model) expect(await modelOf(gloss.page, model)).toContain(`${wrong}\nFirst of two.\n`)
      await panel.getByTestId('write-back').getByRole('button', { name: 'Close' }).last().click()

      await ask(panel, field, provider, reply)
      await openDialog(panel)
      if (!isText) await panel.getByText('Plain text', { exact: true }).click()
      await panel.getByTestId('write-back-replace').click()
      await expect(panel.getByTestId('write-back-said')).toContainText('It stands in the page.')
      const both = ['First of two.', 'Second of two.']
      expect((await linesOf(field)).slice(1, 5)).toEqual([...both, ...both])
      await panel.getByTestId('write-back').getByRole('button', { name: 'Close' }).last().click()
      if (undo === false) return
      await press(gloss, field, 'ctrl+z')
      await expect.poll(async () => (await linesOf(field)).slice(1, 4)).toEqual([wrong, ...both])
    })
  }
})

test('a field that changed, is closed or gone is never written into unseen', async ({
  gloss,
  provider,
  picture,
}, info) => {
  test.setTimeout(150_000)
  const panel = await started(gloss, provider.url)
  const field = gloss.page.locator('#area')
  await ask(panel, field, provider, right)
  const setText = (value: string) => field.evaluate((one, text) => ((one as HTMLTextAreaElement).value = text), value)
  const close = () => panel.getByTestId('write-back').getByRole('button', { name: 'Close' }).first().click()

  await test.step('the words moved and are found again', async () => {
    await setText(`One more line before.\nThe first line stays as it is.\n${wrong}\nThe last one stays too.`)
    await openDialog(panel)
    await panel.getByTestId('write-back-replace').click()
    await expect(panel.getByTestId('write-back-said')).toContainText('It stands in the page.')
    await expect(field).toHaveValue(
      `One more line before.\nThe first line stays as it is.\n${right}\nThe last one stays too.`,
    )
    await close()
  })
  await test.step('they change between the look and the writing', async () => {
    await setText(`The first line stays as it is.\n${wrong}\nThe last one stays too.`)
    await openDialog(panel)
    await expect(panel.getByTestId('write-back-replace')).toBeEnabled()
    await setText('Something else.')
    await panel.getByTestId('write-back-replace').click()
    await expect(panel.getByTestId('write-back-said')).toContainText('The field has changed')
    await expect(field).toHaveValue('Something else.')
    await expect(panel.getByTestId('write-back-replace')).toHaveCount(0)
    await panel.getByTestId('write-back-insert').click()
    await expect(panel.getByTestId('write-back-said')).toContainText('It stands in the page.')
    await expect(field).toHaveValue(`Something else.\n\n${right}`)
    await close()
  })
  await test.step('other words are selected by now: they are shown first', async () => {
    await field.evaluate((one) => (one as HTMLTextAreaElement).setSelectionRange(0, 9))
    await openDialog(panel)
    await expect(panel.getByTestId('write-back-said')).toContainText('what you have selected in it now')
    await expect(panel.getByTestId('write-back-diff').locator('del').first()).toContainText('Something')
    await look(panel, 'changed', info)
    await close()
  })
  await test.step('read only', async () => {
    await field.evaluate((one) => ((one as HTMLTextAreaElement).readOnly = true))
    await openDialog(panel)
    await expect(panel.getByTestId('write-back-said')).toContainText('takes no text')
    await expect(panel.getByTestId('write-back-replace')).toHaveCount(0)
    await expect(panel.getByTestId('write-back-copy')).toBeEnabled()
    await close()
  })
  await test.step('a field that has become one for a password', async () => {
    const input = gloss.page.locator('#input')
    await ask(panel, input, provider, right)
    await input.evaluate((one) => one.setAttribute('type', 'password'))
    await openDialog(panel)
    await expect(panel.getByTestId('write-back-said')).toContainText('no field for passwords')
    await expect(panel.getByTestId('write-back-replace')).toHaveCount(0)
    await close()
    await input.evaluate((one) => one.setAttribute('type', 'text'))
    await field.evaluate((one) => {
      if (one instanceof HTMLTextAreaElement) one.readOnly = false
    })
    await field.fill(`Before.\n${wrong}\nAfter.`)
    await ask(panel, field, provider, right)
  })
  await test.step('a field that takes fewer letters says that it took others', async () => {
    await field.evaluate((one) => one.setAttribute('maxlength', '45'))
    await openDialog(panel)
    await panel.getByTestId('write-back-text').fill(`${right} ${right} ${right}`)
    await panel.getByTestId('write-back-replace').click()
    await expect(panel.getByTestId('write-back-said')).toContainText('made something else of it')
    await close()
  })
  await test.step('the page was loaded again: the same field is found by what it is', async () => {
    await gloss.page.reload()
    await openDialog(panel)
    await panel.getByTestId('write-back-replace').click()
    await expect(panel.getByTestId('write-back-said')).toContainText('It stands in the page.')
    await expect(field).toHaveValue(new RegExp(right))
    await close()
  })
  await test.step('gone', async () => {
    await gloss.page.goto(`${pages.url}frame`)
    await openDialog(panel)
    await expect(panel.getByTestId('write-back-said')).toContainText('not on the page any more')
    await picture('gone', panel)
    await close()
  })
  await test.step('a selection that is in no field has no such entry', async () => {
    await panel.getByTestId('new-chat').click()
    await gloss.page.goto(pages.url)
    await gloss.page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('h1') ?? document.body))
    provider.script({ reply: right })
    await chatIn(panel).attachSelection()
    await chatIn(panel).ask('Mend it.')
    await expect(chatIn(panel).answerThat('complete')).toBeVisible()
    await chatIn(panel).answer.getByTestId('message-more').click()
    await expect(panel.getByTestId('message-more-details')).toBeVisible()
    await expect(panel.getByTestId('message-more-write-back')).toHaveCount(0)
  })
})

test('the dialog shows what changes, lets the text be edited, and looks right', async ({ gloss, provider }, info) => {
  test.setTimeout(120_000)
  await started(gloss, provider.url)
  const panel = await gloss.openPanelInTab()
  await gloss.page.bringToFront()
  await selectWords(gloss.page.locator('#area'))
  await panel.bringToFront()
  provider.script({ reply: 'I **have** written this sentence, and I would sign it.' })
  await chatIn(panel).attachSelection()
  await chatIn(panel).ask('Mend it.')
  await expect(chatIn(panel).answerThat('complete')).toBeVisible()
  await openDialog(panel)
  const diff = panel.getByTestId('write-back-diff')
  await expect(diff.locator('del').first()).toHaveText('has wrote')
  await look(panel, 'write-back', info)
  await panel.getByTestId('write-back-changes-only').check()
  await panel.getByTestId('write-back-text').fill('I wrote this sentence.')
  await expect(diff.locator('del')).toHaveText('has ')
  await panel.getByTestId('write-back-replace').click()
  await expect(panel.getByTestId('write-back-said')).toContainText('It stands in the page.')
  await expect(gloss.page.locator('#area')).toHaveValue(/I wrote this sentence\./)
})

async function started(gloss: Gloss, ollama: string): Promise<Page> {
  await answerWithOllama(gloss, ollama)
  await gloss.page.goto(pages.url)
  await gloss.page.waitForFunction(() => 'models' in globalThis)
  // The page must not believe that it has the keyboard while the panel has it.
  const session = await gloss.context.newCDPSession(gloss.page)
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: false })
  return gloss.openPanelByKeyboard()
}

async function ask(
  panel: Page,
  field: Locator,
  provider: { script: (script: { reply: string }) => void },
  reply: string,
) {
  const chat = chatIn(panel)
  await panel.getByTestId('new-chat').click()
  await selectWords(field)
  provider.script({ reply })
  await chat.attachSelection()
  await expect(chat.chips).toHaveCount(1)
  await chat.ask('Mend the grammar.')
  await expect(chat.answerThat('complete')).toBeVisible()
}

async function openDialog(panel: Page): Promise<void> {
  await chatIn(panel).answer.getByTestId('message-more').click()
  await panel.getByTestId('message-more-write-back').click()
  await expect(panel.getByTestId('write-back')).toBeVisible()
}

/** Selects the wrong sentence in a field, as a reader does. */
async function selectWords(field: Locator): Promise<void> {
  await field.evaluate((element, words) => {
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
      element.focus()
      const at = element.value.indexOf(words)
      element.setSelectionRange(at, at + words.length)
      return
    }
    if (element instanceof HTMLElement) element.focus()
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      const at = node.textContent?.indexOf(words) ?? -1
      if (at >= 0) getSelection()?.setBaseAndExtent(node, at, node, at + words.length)
    }
  }, wrong)
}

/** What a field shows, line by line. */
async function textOf(field: Locator): Promise<string> {
  return field.evaluate((element) =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
      ? element.value
      : element instanceof HTMLElement
        ? element.innerText
        : '',
  )
}

/** Its lines that say something. */
const linesOf = async (field: Locator): Promise<string[]> =>
  (await textOf(field)).split('\n').filter((line) => line.trim() !== '')

const modelOf = (page: Page, name: string): Promise<string> =>
  page.evaluate((id) => (globalThis as unknown as { models: Record<string, () => string> }).models[id]?.() ?? '', name)

const isFocused = (field: Locator): Promise<boolean> =>
  field.evaluate((element) => {
    const root = element.getRootNode()
    return (root instanceof ShadowRoot ? root : document).activeElement === element
  })

/** Clicks into a field with the real mouse, and presses real keys. */
async function press(gloss: Gloss, field: Locator, keys: string): Promise<void> {
  await field.scrollIntoViewIfNeeded()
  const box = await field.boundingBox()
  if (!box) throw new Error('The field is not on the screen.')
  const corner = await gloss.page.evaluate(() => ({
    x: screenX + (outerWidth - innerWidth > 8 ? 8 : 0),
    y: screenY + outerHeight - innerHeight,
  }))
  await gloss.desktop.click({ x: corner.x + box.x + 30, y: corner.y + box.y + box.height / 2 })
  await gloss.desktop.press(keys)
}
