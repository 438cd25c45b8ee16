import type { Page } from 'playwright/test'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { seedHistory } from './harness/history-seed.ts'
import { makeDatabaseNewer } from './harness/newer-database.ts'

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

test('a shortcut that is pressed before the panel stands does what it does later', async ({ gloss }) => {
  const { panel, release } = await held(gloss)
  await panel.keyboard.type('Half a')
  await panel.keyboard.press('Alt+Shift+M')
  await release()
  await expect(panel.getByTestId('preset-search')).toBeFocused()
  await panel.keyboard.press('Escape')
  await chatIn(panel).composer.focus()
  await panel.keyboard.type(' question')
  await expect(chatIn(panel).composer).toHaveValue('Half a question')
  await expect(panel.getByTestId('preset-search')).toHaveCount(0)
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

test('a long conversation is there, at its end, in the first frame of the panel', async ({ gloss }) => {
  const first = await gloss.openPanelInTab()
  await expect(chatIn(first).picker).toBeVisible()
  const texts = Array.from({ length: 200 }, (_, index) => `Number ${index}. ${'Words of a long answer. '.repeat(40)}`)
  await first.evaluate(seedHistory, { seeds: [{ id: 'long', title: 'A long one', texts }] })
  const windowId: unknown = await first.evaluate(`chrome.windows.getCurrent().then(({ id }) => id)`)
  await call(first, 'saveView', { windowId: Number(windowId), conversationId: 'long' })
  await first.close()

  const panel = await gloss.context.newPage()
  await panel.addInitScript(() => {
    const shownText = (): string =>
      [...document.querySelectorAll<HTMLElement>('[data-testid=message]')]
        .filter((message) => {
          const { top, bottom } = message.getBoundingClientRect()
          return bottom > 0 && top < innerHeight
        })
        .map(({ innerText }) => innerText)
        .join('\n')
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[data-testid=preset-picker]')) return
      observer.disconnect()
      // Once that frame is painted.
      requestAnimationFrame(() => setTimeout(() => (globalThis.firstFrame = shownText())))
    })
    observer.observe(document, { subtree: true, childList: true })
  })
  await panel.goto(addressOf(gloss))
  await expect.poll(() => panel.evaluate(() => globalThis.firstFrame)).toContain('Number 199.')
  const last = panel.getByTestId('message').last()
  await expect(last).toBeInViewport({ ratio: 0.5 })
  await expect(panel.getByRole('button', { name: 'To the end' })).toHaveCount(0)
})

test('what was written is shown where the panel cannot open', async ({ gloss }) => {
  const first = await gloss.openPanelInTab()
  await expect(chatIn(first).picker).toBeVisible()
  await makeDatabaseNewer(first)
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

declare global {
  /** What the panel's first frame shows of the conversation. */
  var firstFrame: string | undefined
}
