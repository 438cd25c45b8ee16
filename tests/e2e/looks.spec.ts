import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { connectOllama } from './harness/options.ts'

test('every state of the panel, in both themes, narrow and wide', async ({ gloss, provider }, info) => {
  test.setTimeout(240_000)
  const options = await gloss.openOptions()
  const first = await gloss.openPanelInTab()
  await expect(chatIn(first).composer).toBeVisible()
  await look(first, 'nothing-connected', info)
  await first.close()
  await connectOllama(options, provider.url, 'gloss-small')
  for (const section of ['providers', 'presets', 'appearance', 'about', 'welcome']) {
    await options.goto(options.url().replace(/#.*|$/, `#${section}`))
    await look(options, `options-${section}`, info)
  }
  await options.close()

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await expect(chat.composer).toBeVisible()
  await look(panel, 'empty', info)

  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await chat.composer.fill('What did the scribes write at the edge, and why did they write it there at all?')
  await look(panel, 'draft', info)

  provider.script({ reasoning: 'The reader asks about an article. I look for the passage that answers.', paceMs: 2 })
  await chat.composer.press('Enter')
  await expect(chat.answerThat('complete')).toBeVisible()
  await look(panel, 'answered', info)
  await chat.answer.getByTestId('message-more').click()
  await expect(panel.getByTestId('message-more-details')).toBeVisible()
  await look(panel, 'answer-menu', info, { passing: true })
  await panel.keyboard.press('Escape')

  await chat.answer.getByTestId('message-receipt').click()
  await expect(panel.getByTestId('receipt')).toBeVisible()
  await look(panel, 'receipt', info)
  await panel.keyboard.press('Escape')

  provider.script({ reasoning: '', fault: { kind: 'stall', after: 60 } })
  await chat.ask('And what is said of signs?')
  await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()
  await look(panel, 'streaming', info)
  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toBeVisible()

  const body = '{"error":"the model runner has stopped"}'
  provider.script({ fault: { kind: 'status', status: 503, body, headers: { 'retry-after': '50' } } })
  await chat.ask('Once more?')
  const tryNow = panel.getByTestId('message-retry-wait').getByRole('button', { name: 'Try now' })
  await expect(tryNow).toBeVisible()
  await look(panel, 'retrying', info)
  for (const tries of [2, 3]) {
    await tryNow.click()
    await expect.poll(() => provider.log().filter((entry) => entry.path === '/api/chat').length).toBe(2 + tries)
  }
  await expect(chat.answerThat('failed')).toBeVisible()
  await look(panel, 'failed', info)

  await panel.getByTestId('open-history').click()
  await expect(panel.getByTestId('history')).toBeVisible()
  await look(panel, 'history', info)
})
