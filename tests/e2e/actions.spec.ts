import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import type { QuickAction } from '../../lib/chat/quick-action.ts'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { answerWithOllama, connectOllama } from './harness/options.ts'

const passage = 'article p'

const own: QuickAction = {
  id: 'weak',
  name: 'Weak points & gaps',
  slug: 'weak',
  description: 'What can be said against it',
  template: 'What are the weak points of {{selection}}?',
  icon: 'scales',
  places: ['selection', 'link', 'chip', 'name'],
  waits: false,
  shortcut: 'Alt+Shift+G',
}

test('an action that is written in the options stands in the native menu of a page, and asks its model', async ({
  gloss,
  provider,
  picture,
}, info) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await options.goto(`${options.url().split('#')[0]}#actions/new`)
  const template = options.getByTestId('action-template')
  const question = options.getByTestId('preview-question')

  await options.getByTestId('action-name').fill('Weak points & gaps')
  await expect(options.getByTestId('action-slug')).toHaveValue('weak-points-gaps')
  await template.fill('What are the weak points of {{nobody}}?')
  await options.getByTestId('action-save').click()
  await expect(options.getByRole('alert').filter({ hasText: '{{nobody}} at line 1, character 29' })).toBeVisible()
  await expect(template).toBeFocused()
  await look(options, 'refused', info)

  // Variables are put in where the cursor stands, and what would be sent is seen at once.
  await template.fill('What are the weak points of ?')
  await template.press('End')
  await template.press('ArrowLeft')
  await options.getByTestId('variable-selection').click()
  await expect(template).toHaveValue('What are the weak points of {{selection}}?')
  await expect(question).toHaveText('What are the weak points of the selected text?')
  await options.getByTestId('preview-subject').selectOption('page')
  await expect(question).toHaveText('What are the weak points of the page?')
  await look(options, 'editor', info)
  await options.getByTestId('action-save').click()
  await expect(options.getByTestId('action-row').last()).toContainText('Weak points & gaps')
  await look(options, 'list', info)
  await options.close()

  const [action] = (await storedActions(await gloss.openPanelByKeyboard())).own
  await gloss.closePanel()
  await gloss.chooseFromMenu(passage, action?.id ?? '')
  const panel = await gloss.panel()
  const chat = chatIn(panel)
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.questions).toHaveText(/What are the weak points of the selected text\?/)
  await expect(chat.questions).toHaveCount(1)
  const { body } = await provider.waitFor(({ path }) => path === '/api/chat')
  expect(JSON.stringify(body)).toContain('What are the weak points of the selected text?')
  await picture('asked', panel)
})

test('the list is put in order, hidden, copied, reset and taken back by keyboard, and the menu follows', async ({
  gloss,
}) => {
  const options = await gloss.openOptions()
  await options.goto(`${options.url().split('#')[0]}#actions`)
  const rows = options.getByTestId('action-row')
  const row = (id: string) => options.locator(`[data-testid=action-row][data-action="${id}"]`)
  const choose = async (id: string, entry: string) => {
    await row(id).getByTestId('action-menu').focus()
    await options.keyboard.press('Enter')
    await options.getByTestId(`action-menu-${entry}`).and(options.locator(':visible')).press('Enter')
  }

  // The button keeps the focus while its row moves, so that it can be pressed again.
  await row('translate').getByTestId('action-up').focus()
  await options.keyboard.press('Enter')
  await expect(rows.nth(2)).toHaveAttribute('data-action', 'translate')
  await expect(row('translate').getByTestId('action-up')).toBeFocused()
  await options.keyboard.press('Enter')
  await expect(rows.nth(1)).toHaveAttribute('data-action', 'translate')
  await expect(options.getByRole('status').filter({ hasText: 'Translate is now number 2' })).toBeAttached()

  await choose('explain', 'hide')
  await expect(row('explain')).toHaveAttribute('data-off', 'true')
  await choose('simplify', 'duplicate')
  await expect(options.getByTestId('action-name')).toHaveValue('Simplify, copy')
  await options.getByTestId('action-name').fill('For children')
  await options.getByTestId('action-save').click()
  await expect(rows.last()).toContainText('For children')
  await choose('simplify', 'edit')
  await options.getByTestId('action-name').fill('Plain words')
  await options.getByTestId('action-save').click()
  await expect(row('simplify')).toContainText('Plain words')
  await choose('simplify', 'reset')
  await expect(row('simplify')).toContainText('Simplify')

  const copy = (await rows.last().getAttribute('data-action')) ?? ''
  await choose(copy, 'remove')
  await expect(row(copy)).toHaveCount(0)
  await options.getByTestId('undo-toast').getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(row(copy)).toHaveCount(1)

  // Told by the position: the third entry of the menu is now another one.
  await gloss.page.bringToFront()
  await gloss.chooseFromMenu(passage, 'summarize')
  const chat = chatIn(await gloss.panel())
  await expect(chat.questions).toContainText('Summarize the selected text')
})

test('“/” lists the actions, and the words behind a name go with it', async ({ gloss, provider }, info) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await call(options, 'saveAction', { action: own })
  await options.close()
  await gloss.page.evaluate(`getSelection().selectAllChildren(document.querySelector('${passage}'))`)
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  const list = panel.getByTestId('action-picker')
  const chosen = list.locator('[aria-selected=true]')

  // What is selected is the best start there is; it was noticed, and not read.
  await expect(panel.getByTestId('quick-action').first()).toHaveAttribute('data-action', 'explain')
  await expect(panel.locator('[data-testid=action-chip][data-action=weak]')).toBeVisible()
  await expect(chat.chips).toHaveCount(0)

  await chat.composer.press('/')
  await expect(list).toBeVisible()
  await look(panel, 'slash', info)
  await chat.composer.pressSequentially('trans')
  await expect(list.getByTestId('action-option')).toHaveCount(1)
  await chat.composer.press('Escape')
  await expect(list).toHaveCount(0)
  await expect(chat.composer).toHaveValue('/trans')

  await chat.composer.fill('/e')
  await expect(chosen).toHaveAttribute('data-action', 'explain')
  await chat.composer.press('ArrowDown')
  await expect(chosen).toHaveAttribute('data-action', 'explain-code')
  await expect(chat.composer).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? '')
  await chat.composer.fill('/tr')
  await chat.composer.press('Tab')
  await expect(chat.composer).toHaveValue('/translate ')
  await chat.composer.pressSequentially('to French')
  await chat.composer.press('Enter')
  await expect(chat.questions).toContainText('Translate the selected text into French.')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(chat.composer).toHaveValue('')
  await expect(chat.composer).toBeFocused()

  await chat.composer.pressSequentially('/weak')
  await chat.composer.press('Enter')
  await expect(chat.questions.last()).toContainText('What are the weak points of the selected text?')
  await expect(chat.answers.nth(1)).toHaveAttribute('data-status', 'complete')

  await chat.composer.press('Alt+Shift+G')
  await expect(chat.questions).toHaveCount(3)
  await expect(chat.answers.nth(2)).toHaveAttribute('data-status', 'complete')

  // A path is a question like any other.
  await chat.composer.fill('/etc/hosts')
  await expect(list).toHaveCount(0)
  await chat.composer.press('Enter')
  await expect(chat.questions.last()).toHaveText(/\/etc\/hosts/)
})

test('the built-in reader says what it cannot do, and nothing is lost until a model is there', async ({
  gloss,
  provider,
}, info) => {
  await gloss.chooseFromMenu(passage, 'translate')
  const panel = await gloss.panel()
  const chat = chatIn(panel)
  await expect(panel.getByTestId('panel-problem')).toContainText('“Translate” takes a model that writes')
  await expect(chat.composer).toHaveValue('/translate ')
  await expect(chat.chips).toHaveCount(1)
  await expect(chat.questions).toHaveCount(0)
  await look(panel, 'needs-a-model', info)

  await answerWithOllama(gloss, provider.url)
  await chat.composer.press('Enter')
  await expect(chat.questions).toContainText(/Translate the selected text into (American )?English\./)
  await expect(chat.answerThat('complete')).toBeVisible()
})

test('what was copied goes along, once the browser was told that it may', async ({ gloss, provider }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  await call(options, 'saveAction', {
    action: { ...own, template: 'How does {{selection}} differ from {{clipboard}}?', places: ['selection', 'name'] },
  })
  await options.close()
  const copied = await gloss.page.locator(passage).nth(1).innerText()
  await gloss.page.evaluate(`getSelection().selectAllChildren(document.querySelectorAll('${passage}')[1])`)
  await gloss.page.bringToFront()
  await gloss.page.keyboard.press('Control+c')

  await gloss.page.evaluate(`getSelection().selectAllChildren(document.querySelector('${passage}'))`)
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.composer.fill('/weak')
  await chat.composer.press('Enter')
  await gloss.answerPrompt('allow')
  await expect(chat.questions).toContainText('How does the selected text differ from the text from the clipboard?')
  const { body } = await provider.waitFor(({ path }) => path === '/api/chat')
  expect(JSON.stringify(body)).toContain('title=\\"From the clipboard\\"')
  expect(JSON.stringify(body)).toContain(JSON.stringify(copied.slice(0, 60)).slice(1, -1))
})

test('page, link and picture have menus of their own', async ({ gloss, provider }) => {
  const site = await serveParts()
  await answerWithOllama(gloss, provider.url)
  await gloss.page.goto(site.url)
  await gloss.page.waitForFunction(`[...document.images].every((image) => image.complete && image.naturalWidth > 0)`)

  await gloss.chooseFromMenuOn('#text', 'page', 'summarize')
  const panel = await gloss.panel()
  const chat = chatIn(panel)
  const chips = panel.locator('footer').getByTestId('context-chip')
  await expect(chat.questions).toContainText('Summarize the page')
  await expect(chat.answerThat('complete')).toBeVisible()
  expect(await lastSent()).toContain('The ferry leaves at nine.')

  // Of a link its words and its address, and the page behind it is not asked for.
  await gloss.chooseFromMenuOn('#link', 'link', 'ask')
  await expect(chips).toHaveCount(1)
  await chat.ask('Where does it lead?')
  await expect.poll(lastSent).toContain('Where does it lead?')
  const sent = await lastSent()
  expect(sent).toContain('The words of a link: The timetable')
  expect(sent).toContain('/timetable?day=monday')
  expect(site.asked()).not.toContain('/timetable')
  await expect(chat.answers.nth(1)).toHaveAttribute('data-status', 'complete')

  // The page may touch the first picture, and not the second: that one is taken as the browser shows it.
  for (const id of ['own', 'foreign']) {
    await gloss.chooseFromMenuOn(`#${id}`, 'image', 'ask')
    await expect(chips).toHaveCount(1)
    await chat.ask(`What is on ${id}?`)
    await expect.poll(lastSent).toContain(`What is on ${id}?`)
    await expect(chips).toHaveCount(0)
    await expect(chat.answers.last()).toHaveAttribute('data-status', 'complete')
  }
  const images = provider
    .log()
    .filter(({ path }) => path === '/api/chat')
    .flatMap(({ body }) => (JSON.stringify(body).match(/"images":\["[^"]{60,}/g) ?? []).length)
  expect(images.slice(-2)).toEqual([1, 2])
  await site.close()

  async function lastSent(): Promise<string> {
    const entries = provider.log().filter(({ path }) => path === '/api/chat')
    return JSON.stringify(entries.at(-1)?.body ?? '')
  }
})

test('“gl” in the address bar asks, in a tab of the panel or in the panel that is open', async ({ gloss }) => {
  const { desktop, context, page } = gloss
  const type = async (question: string) => {
    await page.bringToFront()
    await desktop.press('ctrl+l')
    await desktop.type('gl')
    await desktop.press('Tab')
    await desktop.type(question)
    await desktop.press('Return')
  }
  const tabs = () => context.pages().filter((one) => one.url().includes('/sidepanel.html?tab='))
  await type('why is the sky blue')
  await expect.poll(() => tabs().length).toBe(1)
  const [tab] = tabs()
  if (!tab) throw new Error('There is no tab.')
  await expect(chatIn(tab).questions).toHaveText(/why is the sky blue/)
  await tab.close()

  const chat = chatIn(await gloss.openPanelByKeyboard())
  await expect(chat.questions).toHaveText(/why is the sky blue/)
  await type('why is the grass green')
  await expect(chat.questions).toHaveText(/why is the grass green/)
  expect(tabs()).toEqual([])
})

async function storedActions(page: Page): Promise<{ own: QuickAction[] }> {
  return page.evaluate(`chrome.storage.local.get('settings').then(({ settings }) => settings.quickActions)`)
}

/** A page with a text, a link, a picture of its own and one of another origin; it notes what is asked for. */
async function serveParts() {
  const asked: string[] = []
  const square = (colour: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90"><rect width="120" height="90" fill="${colour}"/></svg>`
  const serve = (bodyOf: (path: string) => [type: string, body: string]) =>
    new Promise<{ url: string; close: () => Promise<void> }>((resolve) => {
      const server = createServer((request, response) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost')
        asked.push(pathname)
        const [type, body] = bodyOf(pathname)
        response.writeHead(200, { 'content-type': type }).end(body)
      })
      server.listen(0, '127.0.0.1', () => {
        const close = () =>
          new Promise<void>((done) => {
            server.close(() => done())
            server.closeAllConnections()
          })
        resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close })
      })
    })
  const foreign = await serve(() => ['image/svg+xml', square('teal')])
  const page = `<!doctype html><html lang="en"><title>The harbour</title><body style="font: 18px sans-serif">
    <main><h1>The harbour</h1><p id="text">The ferry leaves at nine. It carries bicycles, and no cars.</p>
    <p><a id="link" href="/timetable?day=monday">The timetable</a></p>
    <p><img id="own" src="/boat.svg" alt="A red boat" width="120" height="90"></p>
    <p><img id="foreign" src="${foreign.url}/sea.svg" alt="A teal sea" width="120" height="90"></p></main>`
  const harbour = await serve((path) =>
    path === '/boat.svg' ? ['image/svg+xml', square('red')] : ['text/html; charset=utf-8', page],
  )
  return {
    url: harbour.url,
    asked: () => asked,
    close: async () => {
      await harbour.close()
      await foreign.close()
    },
  }
}
