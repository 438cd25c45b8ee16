import type { CDPSession, Page } from 'playwright/test'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'

test('an input method keeps its keys, and the key that sends is the one that was chosen', async ({
  gloss,
  provider,
}) => {
  const panel = await ready(gloss, provider.url)
  const chat = chatIn(panel)
  const session = await gloss.context.newCDPSession(panel)
  await chat.composer.focus()
  const codes = { Enter: 13, ArrowUp: 38, Escape: 27 }
  for (const key of ['Enter', 'ArrowUp', 'Escape'] as const) {
    await compose(session, 'にほん')
    await expect(chat.composer).toHaveValue('にほん')
    // Without the letter that a keyboard of this test would send along: the input method keeps that.
    await session.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key,
      code: key,
      windowsVirtualKeyCode: codes[key],
    })
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code: key, windowsVirtualKeyCode: codes[key] })
    await expect(chat.questions).toHaveCount(0)
    await session.send('Input.insertText', { text: '日本' })
    await expect(chat.composer).toHaveValue('日本')
    await chat.composer.fill('')
  }

  await chat.composer.pressSequentially('one')
  await chat.composer.press('Shift+Enter')
  await chat.composer.pressSequentially('two')
  await chat.composer.press('Control+Enter')
  await expect(chat.composer).toHaveValue('one\ntwo\n')
  await chat.composer.press('Control+z')
  await expect(chat.composer).not.toHaveValue('one\ntwo\n')
  await chat.composer.fill('one\ntwo')
  await chat.composer.press('Enter')
  await expect(chat.questions).toHaveText('one\ntwo')
  await expect(chat.answerThat('complete')).toBeVisible()

  await call(panel, 'updateSettings', { patch: { sendKey: 'ctrl-enter' } })
  await expect(chat.composer).toHaveAttribute('placeholder', /Ctrl\+Enter sends/)
  await chat.composer.pressSequentially('three')
  await chat.composer.press('Enter')
  await expect(chat.composer).toHaveValue('three\n')
  await expect(chat.questions).toHaveCount(1)
  await chat.composer.press('Control+Enter')
  await expect(chat.questions).toHaveCount(2)
})

test('the composer grows to ten lines and then scrolls', async ({ gloss, provider }) => {
  const panel = await ready(gloss, provider.url)
  const { composer } = chatIn(panel)
  const heightOf = (lines: number) =>
    composer
      .fill(Array.from({ length: lines }, (_, index) => `line ${index}`).join('\n'))
      .then(() => composer.evaluate(({ clientHeight, scrollHeight }) => ({ clientHeight, scrollHeight })))
  const one = await heightOf(1)
  const nine = await heightOf(9)
  const ten = await heightOf(10)
  const thirty = await heightOf(30)
  expect(nine.clientHeight).toBeGreaterThan(one.clientHeight * 5)
  expect(ten.scrollHeight - ten.clientHeight).toBeLessThanOrEqual(1)
  expect(thirty.clientHeight).toBe(ten.clientHeight)
  expect(thirty.scrollHeight).toBeGreaterThan(ten.scrollHeight * 2)
})

test('the arrow keys bring back what was asked, here first and then elsewhere, and lose nothing', async ({
  gloss,
  provider,
}) => {
  const panel = await ready(gloss, provider.url)
  const chat = chatIn(panel)
  const ask = async (question: string) => {
    await chat.ask(question)
    await expect(chat.questions.last()).toContainText(question)
    await expect(chat.answerThat('complete')).toBeVisible()
  }
  await ask('the oldest, elsewhere')
  await ask('asked twice')
  await panel.getByTestId('new-chat').click()
  await ask('first here')
  await ask('asked twice')
  await ask('last here')

  const { composer } = chat
  for (const question of ['last here', 'asked twice', 'first here', 'the oldest, elsewhere']) {
    await composer.press('ArrowUp')
    await expect(composer).toHaveValue(question)
  }
  await composer.press('ArrowUp')
  await expect(composer).toHaveValue('the oldest, elsewhere')
  await composer.press('ArrowDown')
  await composer.press('ArrowDown')
  await expect(composer).toHaveValue('asked twice')
  await composer.press('Escape')
  await expect(composer).toHaveValue('')

  // Quicker than the database answers.
  await panel.keyboard.press('ArrowUp')
  await panel.keyboard.press('ArrowUp')
  await expect(composer).toHaveValue('asked twice')
  for (const _ of 'ab') await composer.press('ArrowDown')
  await expect(composer).toHaveValue('')

  // What is written is never replaced, and a question that was changed is what is written.
  await composer.fill('being written')
  await composer.press('Home')
  await composer.press('ArrowUp')
  await expect(composer).toHaveValue('being written')
  await composer.fill('')
  await composer.press('ArrowUp')
  await expect(composer).toHaveValue('last here')
  await composer.press('End')
  await composer.pressSequentially(', again')
  await composer.press('Home')
  await composer.press('ArrowUp')
  await expect(composer).toHaveValue('last here, again')
  await composer.press('Enter')
  await expect(chat.questions.last()).toContainText('last here, again')
})

test('each conversation keeps its draft while others are shown', async ({ gloss, provider }) => {
  const panel = await ready(gloss, provider.url)
  const chat = chatIn(panel)
  await chat.ask('A conversation to come back to')
  await expect(chat.answerThat('complete')).toBeVisible()
  await chat.composer.fill('a draft of the first')
  await panel.getByTestId('new-chat').click()
  await expect(chat.composer).toHaveValue('')
  await chat.composer.fill('a draft of the second')
  await panel.getByTestId('open-history').click()
  await panel.getByTestId('history').getByText('A conversation to come back to').first().click()
  await expect(chat.composer).toHaveValue('a draft of the first')
  // Nothing was asked in that one, so no history has it.
  await panel.getByTestId('new-chat').click()
  await panel.getByTestId('unsent-draft').click()
  await expect(chat.composer).toHaveValue('a draft of the second')
  await expect(panel.getByTestId('unsent-draft')).toHaveCount(0)
})

test('what would be sent is estimated once the keys rest, with its price, and red where it is too long', async ({
  gloss,
  provider,
}, info) => {
  const panel = await ready(gloss, provider.url)
  const chat = chatIn(panel)
  const estimate = panel.getByTestId('composer-estimate')
  await expect(estimate).toHaveCount(0)
  const prices = { 'gloss-small': { inputPrice: 10, outputPrice: 20 } }
  await call(panel, 'saveProvider', { providerId: 'ollama', settings: { prices } })
  await chat.composer.fill('What is it about?')
  await expect(estimate).toHaveText(/^≈ \d{2,3} tokens≈ \$0\.00\d+$/)
  const small = await tokensOf(panel)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await expect.poll(() => tokensOf(panel)).toBeGreaterThan(small * 2)
  await expect(estimate).toHaveAttribute('title', /what is attached .*The answer is not in it/)
  await look(panel, 'estimate', info)

  await chat.composer.fill('words and more words '.repeat(15_000))
  await expect(estimate).toContainText('too long')
  await expect(estimate).toHaveAttribute('title', /more than the model holds/)
  await panel.setViewportSize({ width: 320, height: 780 })
  expect(await chat.picker.locator('span').evaluate((name) => name.scrollWidth <= name.clientWidth)).toBe(true)
  await look(panel, 'too-long', info)
  await chat.composer.fill('What is it about?')
  await chat.composer.press('Enter')
  await expect(estimate).toHaveCount(0)
  await expect(chat.answerThat('complete')).toBeVisible()
  // What was said goes out with the next question too.
  await chat.composer.fill('And?')
  await expect.poll(() => tokensOf(panel)).toBeGreaterThan(small * 2)
})

async function ready(gloss: Gloss, ollama: string, script?: string): Promise<Page> {
  await answerWithOllama(gloss, ollama)
  if (script !== undefined) await gloss.context.addInitScript(script)
  return gloss.openPanelInTab()
}

/** As an input method does while its user types: the words are there, and are none yet. */
async function compose(session: CDPSession, text: string): Promise<void> {
  await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
}

async function tokensOf(panel: Page): Promise<number> {
  const text = (await panel.getByTestId('composer-estimate').textContent()) ?? ''
  const [, figure, thousands] = /≈ ([\d.]+)(k?) tokens/.exec(text) ?? []
  return Number(figure) * (thousands === 'k' ? 1_000 : 1)
}

test('speech is typed where the cursor stands, after a yes in plain words, and can be undone', async ({
  gloss,
  provider,
}, info) => {
  const panel = await ready(gloss, provider.url, fakeSpeech)
  const chat = chatIn(panel)
  const say = (words: string, isFinal: boolean) =>
    panel.evaluate(`globalThis.say(${JSON.stringify(words)}, ${isFinal})`)
  const status = panel.getByTestId('dictation-status')
  await chat.composer.fill('Please  it.')
  for (let step = 0; step < 4; step += 1) await chat.composer.press('ArrowLeft')

  await panel.getByTestId('dictate').click()
  await look(panel, 'dictation-consent', info)
  await panel.getByTestId('dictation-agree').click()
  await expect(status).toContainText('Listening')
  await say('explane', false)
  await expect(status).toContainText('explane')
  await expect(chat.composer).toHaveValue('Please  it.')
  await say('explain', true)
  await expect(chat.composer).toHaveValue('Please explain it.')
  await say('to me', true)
  await expect(chat.composer).toHaveValue('Please explain to me it.')
  await look(panel, 'dictation', info)
  await chat.composer.press('Control+z')
  await expect(chat.composer).toHaveValue('Please explain it.')
  await panel.keyboard.press('Escape')
  await expect(status).toHaveCount(0)
  expect(await panel.evaluate('globalThis.listening')).toBe(false)

  // The yes is kept; a failure is said.
  await panel.getByTestId('dictate').click()
  await expect(status).toContainText('Listening')
  await panel.evaluate(`globalThis.failSpeech('network')`)
  await expect(panel.getByTestId('panel-problem')).toContainText('speech service of the browser could not be reached')
  await expect(status).toHaveCount(0)
})

test('a tab asks for the microphone, since a side panel cannot', async ({ gloss, provider }, info) => {
  await ready(gloss, provider.url)
  await gloss.page.bringToFront()
  const panel = await gloss.openPanelByKeyboard()
  await panel.getByTestId('dictate').click()
  const opened = gloss.context.waitForEvent('page')
  await panel.getByTestId('dictation-agree').click()
  const tab = await opened
  await expect(tab.getByTestId('microphone-ask')).toBeVisible()
  await expect(panel.getByTestId('dictation-status')).toContainText('Waiting for the microphone')
  await look(tab, 'microphone', info)
  await tab.close()
  await panel.getByTestId('dictate').click()
  await expect(panel.getByTestId('dictation-status')).toHaveCount(0)
})

/** In the place of the browser's own, which needs a microphone and a service. */
const fakeSpeech = `
  let current
  globalThis.listening = false
  globalThis.SpeechRecognition = globalThis.webkitSpeechRecognition = class extends EventTarget {
    start() { current = this; globalThis.listening = true; this.dispatchEvent(new Event('start')) }
    abort() { globalThis.listening = false }
    stop() { globalThis.listening = false }
  }
  globalThis.say = (transcript, isFinal) =>
    current.dispatchEvent(Object.assign(new Event('result'), { resultIndex: 0, results: [{ isFinal, 0: { transcript } }] }))
  globalThis.failSpeech = (error) => current.dispatchEvent(Object.assign(new Event('error'), { error }))
  navigator.permissions.query = async () => ({ state: 'granted' })
`
