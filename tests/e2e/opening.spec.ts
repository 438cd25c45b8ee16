import type { Page } from 'playwright/test'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'

test('every key counts, from the first moment on', async ({ gloss }) => {
  const panel = await gloss.context.newPage()
  await panel.goto(addressOf(gloss), { waitUntil: 'commit' })
  await panel.locator('textarea:focus').waitFor()
  const words = 'What does this page say about the margins of a book, and who drew them first?'
  await panel.keyboard.type(words, { delay: 4 })
  const chat = chatIn(panel)
  await expect(chat.picker).toBeVisible()
  await expect(chat.composer).toHaveValue(words)
  await expect(chat.composer).toBeFocused()
})

test('what is asked before the panel stands is sent, once', async ({ gloss, provider }) => {
  const { panel, release } = await held(gloss)
  const chat = chatIn(panel)
  await panel.keyboard.type('Are you there?')
  await panel.keyboard.press('Enter')
  await expect(chat.composer).toHaveValue('Are you there?')
  await release()
  await expect(chat.questions).toHaveText('Are you there?')
  await expect(chat.answerThat('complete')).toHaveCount(1)
  await expect(chat.composer).toHaveValue('')
  await expect(chat.composer).toBeFocused()
  expect(provider.log()).toEqual([])
})

test('what is written before the panel stands comes after the draft, and keeps its lines', async ({ gloss }) => {
  const first = await gloss.openPanelInTab()
  await chatIn(first).composer.fill('A draft')
  await call(first, 'updateSettings', { patch: { sendKey: 'ctrl-enter' } })
  await first.close()

  const { panel, release } = await held(gloss)
  const chat = chatIn(panel)
  await panel.keyboard.type('and')
  await panel.keyboard.press('Enter')
  await panel.keyboard.type('more')
  await release()
  await expect(chat.composer).toHaveValue('A draft and\nmore')
  await panel.keyboard.type('!')
  await expect(chat.composer).toHaveValue('A draft and\nmore!')
  await expect(chat.questions).toHaveCount(0)
})

test('the field stands from the beginning where it will stand, in the look that was chosen', async ({ gloss }) => {
  const first = await gloss.openPanelInTab()
  await expect(chatIn(first).picker).toBeVisible()
  for (const patch of [{}, { theme: 'dark', textSize: 'largest', density: 'compact' }] as const) {
    // oxlint-disable no-await-in-loop -- one look after the other
    await call(first, 'updateSettings', { patch })
    await expect(first.locator('html')).toHaveAttribute('data-theme', 'theme' in patch ? 'dark' : 'system')
    const { panel, release } = await held(gloss)
    const looks = () =>
      panel.evaluate(() => {
        const field = document.querySelector('[data-testid=composer-input]')
        const { x, y, width, height } = field?.getBoundingClientRect() ?? new DOMRect()
        const { color, fontSize } = getComputedStyle(field ?? document.body)
        return { x, y, width, height, color, fontSize, page: JSON.stringify(document.documentElement.dataset) }
      })
    const early = await looks()
    expect(early.width).toBeGreaterThan(100)
    await release()
    await expect(chatIn(panel).picker).toBeVisible()
    expect(await looks()).toEqual(early)
    await panel.close()
    // oxlint-enable no-await-in-loop
  }
})

test('what was written is shown where the panel cannot open', async ({ gloss }) => {
  const first = await gloss.openPanelInTab()
  await expect(chatIn(first).picker).toBeVisible()
  await first.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('gloss', 990)
        opening.addEventListener('error', () => reject(new Error('It did not open.')))
        opening.addEventListener('success', () => {
          opening.result.close()
          resolve()
        })
      }),
  )
  await first.close()
  const panel = await gloss.context.newPage()
  await panel.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const field = document.querySelector('textarea')
      if (field) field.value = 'A question that nobody can take'
    })
  })
  await panel.goto(addressOf(gloss))
  await expect(panel.getByTestId('rescue')).toContainText('A question that nobody can take')
})

function addressOf(gloss: Gloss): string {
  return `chrome-extension://${gloss.extensionId}/sidepanel.html`
}

/** A panel that is loaded and does not yet stand: it waits for a word that an input method seems to be making. */
async function held(gloss: Gloss): Promise<{ panel: Page; release: () => Promise<void> }> {
  const panel = await gloss.context.newPage()
  await panel.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      document.querySelector('textarea')?.dispatchEvent(new CompositionEvent('compositionstart'))
    })
  })
  await panel.goto(addressOf(gloss))
  await panel.locator('textarea:focus').waitFor()
  return {
    panel,
    release: () =>
      panel.locator('textarea').evaluate((field) => {
        field.dispatchEvent(new CompositionEvent('compositionend'))
      }),
  }
}
