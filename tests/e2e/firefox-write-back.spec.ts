import type { Page } from 'puppeteer-core'
import { serveFieldPages } from './harness/field-pages.ts'
import { startGlossInFirefox } from './harness/firefox.ts'
import { expect, test } from './harness/fixtures.ts'

const wrong = 'I has wrote this sentence.'
const right = 'I have written this sentence.'

const fields = [
  ['a textarea', '#area'],
  ['an editable element', '#plain'],
  ['Tiptap', '#tiptap [contenteditable]'],
  ['Quill', '#quill [contenteditable]'],
  ['Lexical', '#lexical'],
] as const

// What the panel runs in a page, run from a page of ours: the panel's own part is tried with Chromium.
test('words are put into the fields of a page in Firefox', async ({ display }) => {
  test.setTimeout(240_000)
  const pages = await serveFieldPages()
  const gloss = await startGlossInFirefox(display)
  try {
    const own = await gloss.open('options.html')
    const page = await gloss.openWebsite(pages.url)
    await page.waitForFunction(() => 'models' in globalThis)
    for (const [name, selector] of fields) {
      const formatted = { text: 'One.\nTwo.', html: '<p><strong>One</strong>.</p><p>Two.</p>' }
      for (const words of [{ text: right }, { text: 'One.\nTwo.' }, formatted]) {
        await test.step(`${name}, ${JSON.stringify(words)}`, async () => {
          await selectSentence(page, selector)
          expect(await write(own, pages.url, words)).toMatchObject({ state: 'written' })
          const lines = (await textOf(page, selector)).split('\n').filter((line) => line !== '')
          expect(lines.slice(1, -1)).toEqual(words.text.split('\n'))
          if (selector === '#lexical')
            return page.reload().then(() => page.waitForFunction(() => 'models' in globalThis))
          await page.keyboard.down('Control')
          await page.keyboard.press('z')
          await page.keyboard.up('Control')
          await expect.poll(() => textOf(page, selector)).toContain(wrong)
        })
      }
    }
  } finally {
    await gloss.stop()
    await pages.stop()
  }
})

/** Takes the selection as the panel does, and puts words in its place. */
async function write(own: Page, address: string, words: { text: string }): Promise<unknown> {
  return own.evaluate(`(async () => {
    const tab = (await browser.tabs.query({})).find(({ url }) => url?.startsWith(${JSON.stringify(address)}))
    const run = async (script) => (await browser.scripting.executeScript({ target: { tabId: tab.id }, ...script }))[0].result
    const { value } = await run({ files: ['/extract-selection.js'] })
    await run({ files: ['/write-back.js'] })
    const request = { act: 'replace', place: { ...value.field, frameId: 0 }, url: value.url, ...${JSON.stringify(words)} }
    return run({ func: (asked) => globalThis.glossWriteBack(asked), args: [request] })
  })()`)
}

async function selectSentence(page: Page, selector: string): Promise<void> {
  await page.$eval(
    selector,
    (element, words) => {
      if (element instanceof HTMLElement) element.focus()
      if (element instanceof HTMLTextAreaElement) {
        const at = element.value.indexOf(words)
        element.setSelectionRange(at, at + words.length)
        return
      }
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const node = walker.currentNode
        const at = node.textContent?.indexOf(words) ?? -1
        if (at >= 0) getSelection()?.setBaseAndExtent(node, at, node, at + words.length)
      }
    },
    wrong,
  )
}

const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) =>
    element instanceof HTMLTextAreaElement ? element.value : element instanceof HTMLElement ? element.innerText : '',
  )
