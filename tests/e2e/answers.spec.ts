import type { Page } from 'playwright'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'
import type { FakeProvider } from '../fake-provider/server.ts'
import { reloaded } from './harness/whole-panel.ts'

const longCode = Array.from({ length: 60 }, (_, line) => `value_${line} = compute(${line})  # step ${line}`).join('\n')

const gallery = `## Everything at once

Prose with **strong**, *soft*, \`code\`, a [link](https://example.com/a), a note[^1] and $\\pi r^2$ for $5.

\`\`\`ts
// A comment
export const answer = (question: string): number => question.length * 42
\`\`\`

$$
\\int_{-\\infty}^{\\infty} e^{-x^2} \\, dx = \\sqrt{\\pi} \\qquad \\text{and what follows is longer than a narrow panel}
$$

| Name | Amount | Formula |
| --- | --: | --- |
| Apples | 12 | $x_1$ |
| =SUM(A1) | -5 | say "x", y |

- [x] done
- [ ] open
  1. inner

> A quote.

\`\`\`python
${longCode}
\`\`\`

[^1]: The note, with \\(y^2\\).
`

const mixed = `## عنوان with English

فقرة عربية فيها \`inline code\` و [رابط](https://example.com/a) وكلمة English.

- עברית ראשונה
- English item
- عنصر عربي
  - nested English

1. First
2. ثانيا

| الاسم | Name |
| --- | --- |
| قيمة | value |
| -5 % | 10–20 |

\`\`\`js
// تعليق
const name = 'שלום'
\`\`\`

日本語の段落です。これはとても長い文章で、折り返しが正しく行われるかどうかを確認するためのものです。

Note[^1].

[^1]: ملاحظة.
`

async function openChat(gloss: Gloss, provider: FakeProvider): Promise<Page> {
  await answerWithOllama(gloss, provider.url)
  return gloss.openPanelInTab()
}

/** What was copied last, caught on its way to the clipboard of the whole machine. */
async function catchCopies(panel: Page): Promise<() => Promise<string>> {
  await panel.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.documentElement.dataset.copied = text
    }
  })
  return () => panel.evaluate(() => document.documentElement.dataset.copied ?? '')
}

/** The words that the browser paints in one colour of code. */
const painted = (panel: Page, name: string): Promise<string[]> =>
  panel.evaluate(
    (key) =>
      [...(CSS.highlights.get(key) ?? [])].map((range) =>
        (range.startContainer.nodeValue ?? '').slice(range.startOffset, range.endOffset),
      ),
    name,
  )

test('an answer is drawn with colours, formulas and tables, and a long one folds', async ({
  gloss,
  provider,
}, info) => {
  const panel = await openChat(gloss, provider)
  const chat = chatIn(panel)
  const loaded = (): Promise<string[]> =>
    panel.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  // Neither is paid for by who only opens the panel.
  await expect(chat.composer).toBeVisible()
  expect((await loaded()).filter((name) => /math-renderer|tokenizer|woff2/.test(name))).toEqual([])

  provider.script({ reply: gallery, paceMs: 1 })
  await chat.ask('Show me everything')
  await expect(chat.answerThat('complete')).toBeVisible()
  // Only what is near the visible part holds colours.
  await chat.answerText.getByText('// A comment').scrollIntoViewIfNeeded()
  await expect.poll(() => painted(panel, 'code-keyword')).toContain('export')
  expect(await painted(panel, 'code-comment')).toContain('// A comment')
  // Colours add no element to the code.
  expect(await chat.answerText.locator('pre code span span span').count()).toBe(0)

  const formulas = chat.answerText.getByTestId('formula')
  await expect(formulas).toHaveCount(4)
  await expect(chat.answerText.locator('.katex')).toHaveCount(4)
  expect(await chat.answerText.locator('math').count()).toBe(4)
  await expect.poll(() => panel.evaluate(() => document.fonts.check('16px KaTeX_Math'))).toBe(true)
  await expect(chat.answerText).toContainText('for $5.')
  const copiedLine = await chat.answerText
    .locator('p')
    .first()
    .evaluate((line) => {
      getSelection()?.selectAllChildren(line)
      const clipboardData = new DataTransfer()
      line.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
      return clipboardData.getData('text/plain')
    })
  expect(copiedLine).toContain('and $\\pi r^2$ for $5.')
  expect(copiedLine).not.toContain('π')

  const copied = await catchCopies(panel)
  await chat.answerText.getByRole('button', { name: 'Copy as CSV' }).click()
  await expect.poll(copied).toBe('Name,Amount,Formula\r\nApples,12,$x_1$\r\n\'=SUM(A1),-5,"say ""x"", y"\r\n')

  // It was seen growing, so that it stays as it is until the conversation is opened again.
  await expect(chat.answerText.getByText('value_59 = ')).toBeVisible()
  await reloaded(panel)
  if ((await chat.answers.count()) === 0) {
    await panel.getByTestId('open-history').click()
    await panel.getByTestId('history').getByRole('button', { name: 'Show me everything' }).first().click()
  }
  const fold = chat.answerText.getByTestId('code-fold')
  await expect(fold).toHaveText('Show all 60 lines')
  await expect(chat.answerText.getByText('value_59 = ')).toBeHidden()
  const again = await catchCopies(panel)
  await chat.answerText
    .locator('figure', { has: panel.getByTestId('code-fold') })
    .getByRole('button', { name: 'Copy', exact: true })
    .click()
  await expect.poll(again).toBe(longCode)
  const download = panel.waitForEvent('download')
  await chat.answerText.getByRole('button', { name: 'Save' }).last().click()
  expect((await download).suggestedFilename()).toMatch(/^code\.[a-z]+$/)
  // Where it stands by half a point differs with how it was scrolled there.
  await look(panel, 'answer', info, { passing: true })

  await fold.click()
  await expect(chat.answerText.getByText('value_59 = ')).toBeVisible()
  await fold.click()
  await expect(chat.answerText.getByText('value_59 = ')).toBeHidden()
  // What the browser's own search does when it comes upon hidden words.
  await chat.answerText
    .locator('[hidden=until-found]')
    .evaluate((rest) => rest.dispatchEvent(new Event('beforematch', { bubbles: true })))
  await expect(chat.answerText.getByText('value_59 = ')).toBeVisible()
  await expect(fold).toHaveAttribute('aria-expanded', 'true')
})

test('an answer that streams moves nothing that stands', async ({ gloss, provider }) => {
  test.setTimeout(120_000)
  const panel = await openChat(gloss, provider)
  const chat = chatIn(panel)
  await panel.setViewportSize({ width: 400, height: 700 })
  // The first formula loads what draws formulas.
  provider.script({ reply: '$x$', paceMs: 0 })
  await chat.ask('First')
  await expect(chat.answerText.locator('.katex')).toBeVisible()

  await panel.evaluate(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // The types know no layout shifts yet.
        const { hadRecentInput, sources } = entry as PerformanceEntry & {
          hadRecentInput: boolean
          sources: readonly { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
        }
        if (hadRecentInput) continue
        for (const { node, previousRect, currentRect } of sources) {
          const element = node instanceof Element ? node : node?.parentElement
          // The columns of a table that grows fit what comes into it.
          if (element?.closest('table')) continue
          // Words of two directions change places within their line while it grows.
          const isMixed = /[\u0590-\u08ff]/.test(element?.closest('[dir], p, li')?.textContent ?? '')
          if (isMixed && previousRect.top === currentRect.top) continue
          const name = element?.outerHTML
          seen.push(`shift of ${name?.slice(0, 80)} ${JSON.stringify([previousRect, currentRect])}`)
        }
      }
    }).observe({ type: 'layout-shift' })
    const known = new Map<Element, { height: number; elements: number }>()
    const check = () => {
      const answer = [...document.querySelectorAll('[data-role=assistant] [data-testid=message-text]')].at(-1)
      const segments = [...(answer?.firstElementChild?.children ?? [])]
      for (const segment of segments.slice(0, -1)) {
        const now = { height: segment.getBoundingClientRect().height, elements: segment.querySelectorAll('*').length }
        const before = known.get(segment)
        if (before && (before.height !== now.height || before.elements !== now.elements))
          seen.push(`${segment.textContent.slice(0, 30)}: ${JSON.stringify([before, now])}`)
        known.set(segment, now)
      }
      for (const segment of known.keys()) if (!segment.isConnected) seen.push('a segment is gone')
      requestAnimationFrame(check)
    }
    requestAnimationFrame(check)
  })
  provider.script({ reply: `${gallery}\n\n${mixed}\n\n${gallery}`, paceMs: 3 })
  await chat.ask('Second')
  await expect(chat.answers).toHaveCount(2)
  await expect(chat.answerThat('complete')).toContainText('ملاحظة', { timeout: 60_000 })
  await expect(chat.answers.last()).toHaveAttribute('data-status', 'complete')
  expect(await panel.evaluate('seen')).toEqual([])
})

test('each block reads in the direction of its own text', async ({ gloss, provider }, info) => {
  const panel = await openChat(gloss, provider)
  const chat = chatIn(panel)
  provider.script({ reply: mixed, paceMs: 1 })
  await chat.ask('Mixed')
  await expect(chat.answerThat('complete')).toBeVisible()
  const direction = (selector: string, text: string): Promise<string> =>
    chat.answerText
      .locator(selector, { hasText: text })
      .last()
      .evaluate((element) => getComputedStyle(element).direction)
  for (const [selector, text] of [
    ['h4', 'عنوان'],
    ['p', 'فقرة'],
    ['li', 'עברית'],
    ['li', 'ثانيا'],
    ['table', 'الاسم'],
    ['[role=note]', 'ملاحظة'],
  ] as const) {
    expect(await direction(selector, text), text).toBe('rtl')
  }
  for (const [selector, text] of [
    ['li', 'English item'],
    ['li', 'nested English'],
    ['li', 'First'],
    ['pre', 'تعليق'],
    ['p', '日本語'],
  ] as const) {
    expect(await direction(selector, text), text).toBe('ltr')
  }
  // A figure stands at the edge at which its column begins, with its sign before it.
  const figure = chat.answerText.locator('td', { hasText: '-5 %' })
  const [gap, sign] = await figure.evaluate((cell) => {
    const text = cell.querySelector('bdi')?.firstChild
    if (!text) return [Infinity, '']
    const range = new Range()
    range.selectNodeContents(text)
    const right = cell.getBoundingClientRect().right - range.getBoundingClientRect().right
    return [right, getComputedStyle(cell.firstElementChild ?? cell).direction]
  })
  expect(gap).toBeLessThan(20)
  expect(sign).toBe('ltr')
  // A sign stands where its item begins: text of both directions starts at its own edge of the list.
  const edges = await chat.answerText
    .locator('ul')
    .first()
    .evaluate((list) => {
      const box = list.getBoundingClientRect()
      return [...list.children].map((item) => {
        const own = item.getBoundingClientRect()
        return [own.left - box.left > 8, box.right - own.right > 8]
      })
    })
  expect(edges).toEqual([
    [false, true],
    [true, false],
    [false, true],
  ])
  await look(panel, 'mixed', info)

  // To the note and back, by keys.
  const reference = chat.answerText.getByRole('button', { name: 'Footnote 1', exact: true })
  await reference.focus()
  await panel.keyboard.press('Enter')
  await expect(chat.answerText.getByRole('note')).toBeFocused()
  await panel.keyboard.press('Tab')
  await expect(chat.answerText.getByRole('button', { name: 'Back from footnote 1' })).toBeFocused()
  await panel.keyboard.press('Enter')
  await expect(reference).toBeFocused()
  await expect(reference).toBeInViewport()
})

test('a link that nobody named is asked about, by mouse and by keyboard', async ({ gloss, provider, sample }, info) => {
  const panel = await openChat(gloss, provider)
  const chat = chatIn(panel)
  const { host, port } = new URL(sample.url)
  const secret = 'dGhlIHVzZXIgd3JpdGVzIHRoYXQgdGhlIHBhc3N3b3JkIGlzIGh1bnRlcjIgYW5kIG1vcmU'
  const other = `http://localhost:${port}/?q=${secret}`
  provider.script({
    reply: `[known](http://${host}/) and [unknown](${other}) and [bank.com](http://${host}/), ![image](${other})`,
    paceMs: 0,
  })
  await chat.ask(`What is on http://${host}/?`)
  await expect(chat.answerThat('complete')).toBeVisible()
  const dialog = panel.getByTestId('link-dialog')
  const link = (name: string) => chat.answerText.getByRole('link', { name, exact: true })

  const opened = gloss.context.waitForEvent('page')
  await link('known').click()
  const known = await opened
  await expect(known).toHaveURL(`http://${host}/`)
  expect(await known.evaluate(() => [document.referrer, opener])).toEqual(['', null])
  await known.close()
  await panel.bringToFront()

  const pages = gloss.context.pages().length
  await link('unknown').hover()
  await link('unknown').click()
  await expect(dialog).toContainText(`leads to localhost:${port}`)
  await expect(dialog).toContainText('Neither what you attached nor what you wrote names this site.')
  await expect(dialog).toContainText('could carry away words')
  await expect(dialog.locator('mark')).toHaveText([`localhost:${port}`, `/?q=${secret}`])
  await look(panel, 'link', info)
  const copied = await catchCopies(panel)
  await dialog.getByTestId('link-copy').click()
  await expect.poll(copied).toBe(other)
  await panel.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await link('unknown').click({ button: 'middle' })
  await expect(dialog).toBeVisible()
  await dialog.getByTestId('link-cancel').click()
  await link('unknown').click({ modifiers: ['Control'] })
  await expect(dialog).toBeVisible()
  await dialog.getByTestId('link-cancel').click()
  await link('bank.com').click()
  await expect(dialog).toContainText('reads like another site: bank.com')
  await dialog.getByTestId('link-cancel').click()
  await link('image').click()
  await expect(dialog).toContainText(`leads to localhost:${port}`)
  await dialog.getByTestId('link-cancel').click()
  expect(gloss.context.pages()).toHaveLength(pages)

  await link('unknown').focus()
  await panel.keyboard.press('Enter')
  await expect(dialog).toBeVisible()
  await dialog.getByTestId('link-open').focus()
  const confirmed = gloss.context.waitForEvent('page')
  await panel.keyboard.press('Enter')
  const page = await confirmed
  await expect(page).toHaveURL(other)
  expect(await page.evaluate(() => [document.referrer, opener])).toEqual(['', null])
  await expect(dialog).toBeHidden()
})
