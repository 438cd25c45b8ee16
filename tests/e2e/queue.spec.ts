import type { Locator, Page } from 'playwright'
import type { LogEntry } from '../fake-provider/log.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'
import { reloaded } from './harness/whole-panel.ts'

/** Held where something is to be queued while it is being written. */
const slowReply = Array.from({ length: 120 }, (_, index) => `word${index}`).join(' ')

test.beforeEach(async ({ gloss, provider }) => {
  await answerWithOllama(gloss, provider.url)
})

/** What a panel shows of its queue. */
function queueIn(panel: Page) {
  const items = panel.getByTestId('queued')
  const item = (text: string): Locator => items.filter({ hasText: text })
  return {
    all: panel.getByTestId('queue'),
    items,
    item,
    waits: panel.getByTestId('queue-waits'),
    sendNext: panel.getByTestId('queue-send-next'),
    undo: panel.getByTestId('queue-undo'),
    button: (text: string, name: 'up' | 'down' | 'edit' | 'remove'): Locator =>
      item(text).getByTestId(`queued-${name}`),
  }
}

/** The questions that reached the server, in order. */
function asked(log: readonly LogEntry[]): string[] {
  return log
    .filter(({ path }) => path === '/api/chat')
    .map(({ body }) => {
      const { messages } = body as { messages: { role: string; content: string }[] }
      // A question whose answer held nothing yet is sent along with the next.
      return (
        messages
          .findLast(({ role }) => role === 'user')
          ?.content.split('\n')
          .at(-1) ?? ''
      )
    })
}

/** Ends the worker at once. Not that it is gone can be waited for: a panel that looks on starts the next one. */
async function stopWorkers(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  await session.detach()
}

test('what is asked meanwhile is asked next, also when the panel is closed', async ({ gloss, provider, picture }) => {
  provider.script({ reply: slowReply, holdAfter: 20 })
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  const queue = queueIn(panel)
  await chat.ask('Question one')
  await expect(chat.answerText).toContainText('word3')
  await chat.ask('Question two')
  await chat.composer.fill('Question three')
  await panel.getByTestId('composer-queue').click()
  await expect(queue.items).toContainText(['Question two', 'Question three'])
  await expect(chat.composer).toHaveValue('')
  await expect(chat.questions).toHaveText(['Question one'])
  await picture('two-queued', panel)

  provider.script({ reply: 'Short.' })
  await gloss.closePanel()
  provider.goOn()
  await expect.poll(() => asked(provider.log()), { timeout: 20_000 }).toHaveLength(3)
  const again = chatIn(await gloss.openPanelByKeyboard())
  await expect(again.questions).toHaveText(['Question one', 'Question two', 'Question three'])
  await expect(again.answers).toHaveCount(3)
  await expect(again.answerThat('complete')).toHaveText(/Short/)
  expect(asked(provider.log())).toEqual(['Question one', 'Question two', 'Question three'])
})

test('a queued question outlives its worker, waits for a word, and is asked once', async ({ gloss, provider }) => {
  provider.script({ reply: slowReply, holdAfter: 20 })
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const queue = queueIn(panel)
  await chat.ask('Question one')
  await expect(chat.answerText).toContainText('word3')
  await chat.ask('Question two')
  await expect(queue.items).toHaveCount(1)

  await gloss.killWorker()
  await expect(chat.answerThat('interrupted')).toBeVisible()
  await expect(queue.waits).toContainText('not finished')
  await expect(queue.items).toContainText(['Question two'])
  expect(asked(provider.log())).toEqual(['Question one'])

  provider.script({ reply: 'Short.' })
  await queue.sendNext.click()
  await expect(chat.answerThat('complete')).toHaveText(/Short/)
  await expect(queue.all).toHaveCount(0)
  expect(asked(provider.log())).toEqual(['Question one', 'Question two'])
})

test('a worker that is killed again and again asks every question once, in order', async ({ gloss, provider }) => {
  test.setTimeout(120_000)
  provider.script({ reply: 'One two three four five six.', paceMs: 20 })
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const queue = queueIn(panel)
  const questions: string[] = []
  for (const [round, moment] of [0, 40, 120, 230, 360, 500].entries()) {
    for (const name of ['first', 'second', 'third']) {
      const question = `The ${name} of round ${round}`
      questions.push(question)
      await chat.ask(question)
    }
    // At any moment: before the first byte, between two words, or between two questions.
    await panel.waitForTimeout(moment)
    await stopWorkers(gloss.page)
    await expect(async () => {
      if (await queue.sendNext.isVisible()) await queue.sendNext.click({ timeout: 500 })
      await expect(queue.all).toHaveCount(0, { timeout: 500 })
      await expect(chat.stop).toHaveCount(0, { timeout: 500 })
    }).toPass({ timeout: 20_000 })
  }
  await expect(chat.questions).toHaveText(questions)
  await expect(chat.answers).toHaveCount(questions.length)
  const reached = asked(provider.log())
  expect(new Set(reached).size, 'none was asked twice').toBe(reached.length)
  expect(reached, 'in order').toEqual(questions.filter((question) => reached.includes(question)))
})

test('of two panels that ask at once one wins, and the other is told and asked next', async ({ gloss, provider }) => {
  provider.script({ reply: slowReply })
  const one = await gloss.openPanelInTab()
  await chatIn(one).ask('To begin with')
  await expect(chatIn(one).answerThat('complete')).toBeVisible({ timeout: 20_000 })
  const other = await gloss.openPanelInTab()
  await expect(chatIn(other).questions).toHaveText(['To begin with'])

  provider.script({ holdAfter: 20 })
  await chatIn(one).composer.fill('From here')
  await chatIn(other).composer.fill('From there')
  await Promise.all([chatIn(one).composer.press('Enter'), chatIn(other).composer.press('Enter')])
  for (const panel of [one, other]) {
    await expect(queueIn(panel).items).toHaveCount(1)
    await expect(chatIn(panel).questions).toHaveCount(2)
    await expect(chatIn(panel).answerThat('streaming')).toBeVisible()
    await expect(chatIn(panel).composer).toHaveValue('')
  }
  const winner = await chatIn(one).questions.last().innerText()
  const loser = winner === 'From here' ? other : one
  await expect(queueIn(loser).all).toContainText('Another window asked first')

  provider.script({ reply: 'Short.' })
  provider.goOn()
  for (const panel of [one, other]) {
    await expect(chatIn(panel).answers).toHaveCount(3, { timeout: 20_000 })
    await expect(chatIn(panel).answerThat('complete')).toHaveText(/Short/)
    await expect(queueIn(panel).all).toHaveCount(0)
  }
  expect(asked(provider.log()).toSorted()).toEqual(['From here', 'From there', 'To begin with'])
  expect(await chatIn(one).questions.allInnerTexts()).toEqual(await chatIn(other).questions.allInnerTexts())
})

test('a queue is edited, ordered and cleared by keyboard, and waits after a stop', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(90_000)
  provider.script({ reply: slowReply, fault: { kind: 'stall', after: 40 } })
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const queue = queueIn(panel)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await chat.ask('What did the scribes write at the edge?')
  await expect(chat.answerText).toContainText('word3')
  await chat.attachPage()
  await expect(panel.locator('footer').getByTestId('context-chip')).toHaveCount(1)
  await chat.ask('And why did they write it there at all, of all the places that a page of a book has to offer them?')
  await chat.ask('Who read it?')
  await chat.ask('Translate the answer.')
  await expect(queue.items).toHaveCount(3)
  await expect(queue.items.first()).toContainText('1 attachment')
  await look(panel, 'queue', info)

  await queue.button('Translate', 'up').focus()
  await panel.keyboard.press('Alt+ArrowUp')
  await expect(queue.items).toContainText(['And why', 'Translate', 'Who read it?'])
  await expect(queue.button('Translate', 'up'), 'the focus stays on what was moved').toBeFocused()
  await panel.keyboard.press('Enter')
  await expect(queue.items).toContainText(['Translate', 'And why', 'Who read it?'])

  await queue.button('Who read it?', 'edit').press('Enter')
  const input = panel.getByTestId('queued-input')
  await expect(input).toBeFocused()
  await input.fill('Who read it, and when?')
  await look(panel, 'queue-edit', info)
  await input.press('Enter')
  await expect(queue.item('and when?')).toBeVisible()
  await queue.button('And why', 'remove').click()
  await expect(queue.items).toContainText(['Translate', 'and when?'])
  await queue.undo.getByRole('button', { name: 'Undo' }).click()
  await expect(queue.items).toContainText(['Translate', 'And why', 'and when?'])

  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toBeVisible()
  await expect(queue.waits).toContainText('You stopped the last answer')
  await look(panel, 'queue-waits', info)
  await panel.setViewportSize({ width: 320, height: 640 })
  await panel.screenshot({ path: info.outputPath('queue-waits-320.png') })

  // It is all there in a panel that is opened anew.
  await reloaded(panel)
  await expect(queue.items).toContainText(['Translate', 'And why', 'and when?'])
  await panel.getByTestId('queue-remove-all').click()
  await expect(queue.all).toHaveCount(0)
  await look(panel, 'queue-removed', info)
  await queue.undo.getByRole('button', { name: 'Undo' }).click()
  await expect(queue.items).toContainText(['Translate', 'And why', 'and when?'])
})

test('several conversations are written at once, and the history says how each stands', async ({
  gloss,
  provider,
}, info) => {
  provider.script({ reply: slowReply, holdAfter: 20 })
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const state = (title: string): Locator =>
    panel.getByRole('listitem').filter({ hasText: title }).getByTestId('history-state')
  const openEntry = (title: string): Promise<void> =>
    panel.getByTestId('history-entry').filter({ hasText: title }).click()

  await chat.ask('The first matter')
  await expect(chat.answerText).toContainText('word3')
  await chat.ask('The first matter, continued')
  await expect(queueIn(panel).items).toHaveCount(1)
  await panel.getByTestId('new-chat').click()
  await expect(queueIn(panel).all).toHaveCount(0)
  await chat.ask('The second matter')
  await expect(chat.answerText).toContainText('word3')
  await panel.getByTestId('new-chat').click()
  provider.script({ fault: { kind: 'status', status: 401 }, faultTimes: 1 })
  await chat.ask('The third matter')
  await expect(chat.answerThat('failed')).toBeVisible()
  provider.script({ reply: 'Short.' })

  await panel.getByTestId('open-history').click()
  await expect(state('The first matter')).toHaveText('Writing… · 1 queued')
  await expect(state('The second matter')).toHaveText('Writing…')
  await expect(state('The third matter')).toHaveText('Failed')
  await panel.screenshot({ path: info.outputPath('history.png') })

  // The two were left to themselves: one end is seen here, the other not.
  await openEntry('The second matter')
  await expect(chat.questions).toHaveText('The second matter')
  const seen = await chat.answerText.innerText()
  expect(slowReply.startsWith(seen), 'the live answer, without a gap').toBe(true)
  provider.goOn()
  await expect(chat.answerThat('complete')).toBeVisible({ timeout: 20_000 })
  await expect(chat.answerText).toHaveText(slowReply)
  await panel.getByTestId('open-history').click()
  await expect(state('The first matter')).toHaveText('New answer', { timeout: 20_000 })
  await expect(state('The second matter')).toHaveCount(0)
  await look(panel, 'history-states', info)
  await openEntry('The first matter')
  await expect(chat.questions).toHaveText(['The first matter', 'The first matter, continued'])
  await panel.getByTestId('open-history').click()
  await expect(state('The first matter')).toHaveCount(0)
})
