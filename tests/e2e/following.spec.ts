import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { seedHistory } from './harness/history-seed.ts'

test('the end of a thread is followed until the reader goes up, and a question leads back to it', async ({ gloss }) => {
  const first = await gloss.openPanelInTab()
  const texts = Array.from({ length: 8 }, (_, index) => `Number ${index}. ${'Words of a long answer. '.repeat(40)}`)
  await first.evaluate(seedHistory, { seeds: [{ id: 'long', title: 'A long one', texts }] })
  const windowId: unknown = await first.evaluate(`chrome.windows.getCurrent().then(({ id }) => id)`)
  await call(first, 'saveView', { windowId: Number(windowId), conversationId: 'long' })
  await first.close()
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await panel.setViewportSize({ width: 360, height: 780 })
  const thread = panel.getByRole('log', { name: 'Conversation' })
  const fromEnd = () =>
    thread.evaluate(({ scrollHeight, scrollTop, clientHeight }) => Math.round(scrollHeight - scrollTop - clientHeight))
  const toEnd = panel.getByRole('button', { name: 'To the end' })
  await expect(chat.answers).toHaveCount(4)
  await expect.poll(fromEnd).toBe(0)

  // Shorter for a moment, and then longer than before: the browser went up, and not the reader.
  const grow = (collapse: boolean) =>
    thread.evaluate(
      (scroller, collapses) =>
        new Promise<void>((resolve) => {
          const content = scroller.firstElementChild as HTMLElement
          if (collapses) content.style.display = 'none'
          scroller.getBoundingClientRect()
          content.style.display = ''
          content.style.paddingBottom = `${Number.parseInt(content.style.paddingBottom || '20') + 300}px`
          // Once scrolling and sizes were told of.
          requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
        }),
      collapse,
    )
  await grow(true)
  expect(await fromEnd()).toBe(0)
  await expect(toEnd).toHaveCount(0)

  await thread.hover()
  await panel.mouse.wheel(0, -400)
  await expect.poll(fromEnd).toBe(400)
  await expect(toEnd).toBeVisible()
  await grow(false)
  expect(await fromEnd()).toBe(700)

  await chat.ask('Is it followed again?')
  await expect(toEnd).toHaveCount(0)
  await expect(chat.questions.last()).toContainText('Is it followed again?')
  await expect.poll(fromEnd).toBe(0)
})

test('a menu has the keyboard as soon as it is open', async ({ gloss }) => {
  const panel = await gloss.openPanelInTab()
  await expect(chatIn(panel).composer).toBeFocused()
  const focused = await panel.getByTestId('attach-menu').evaluate((button: HTMLElement) => {
    button.click()
    return document.activeElement?.getAttribute('data-testid')
  })
  expect(focused).toBe('attach-menu-page')
  await panel.keyboard.press('Escape')
  await expect(panel.getByTestId('attach-menu-page')).toBeHidden()
  await expect(chatIn(panel).composer).toBeFocused()
})
