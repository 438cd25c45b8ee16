import { expect, test } from './harness/life-test.ts'
import { look } from './harness/look.ts'

/** Questions of any size, and letters of any kind. */

test('F50 a question of a megabyte, and of more than a message can hold, is refused before it is sent', async ({
  life,
}) => {
  const { page } = life.gloss
  await life.newChat()
  await life.chat.composer.fill('A draft that stays. ')
  await life.panel.evaluate(noteMessages)
  for (const size of [1_000_000, 65 * 1024 * 1024]) {
    await page.bringToFront()
    await page.evaluate(copyMuch, size)
    await page.keyboard.press('Control+c')
    await expect.poll(() => page.evaluate(() => globalThis.glossCopied)).toBe(size)
    await life.panel.bringToFront()
    await life.chat.composer.press('Control+v')
    await expect(life.panel.getByTestId('panel-problem'), `${size} characters`).toContainText(/400,000 characters/)
    await expect(life.chat.composer).toHaveValue('A draft that stays. ')
    await life.panel.getByRole('button', { name: 'Dismiss' }).click()
  }
  const longest = (): Promise<number> => life.panel.evaluate(() => globalThis.glossLongestMessage ?? 0)
  await expect.poll(longest).toBeGreaterThan(0)
  expect(await longest(), 'characters of the longest message to the worker').toBeLessThan(10_000)
  await expect(life.chat.questions).toHaveCount(0)
  await life.chat.composer.fill('')
  await life.staysWhole()
})

declare global {
  var glossCopied: number | undefined
  var glossLongestMessage: number | undefined
}

/** In a page: whatever is copied next is so many characters. */
function copyMuch(size: number): void {
  globalThis.glossCopied = undefined
  const copy = (event: ClipboardEvent): void => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', 'so '.repeat(Math.ceil(size / 3)).slice(0, size))
    globalThis.glossCopied = size
  }
  document.addEventListener('copy', copy, { once: true })
}

/** In a page of ours: notes how long the longest message to the worker is. */
function noteMessages(): void {
  type Runtime = { sendMessage: (message: unknown) => Promise<unknown> }
  // Only pages of the extension know this.
  const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome
  const send = runtime.sendMessage.bind(runtime)
  runtime.sendMessage = (message) => {
    const { length } = JSON.stringify(message)
    globalThis.glossLongestMessage = Math.max(globalThis.glossLongestMessage ?? 0, length)
    return send(message)
  }
}

const family = '👩‍👩‍👧‍👦'
const letters = `Übermut, e\u0301tude, 日本語, 한국어, हिन्दी, 🇯🇵🇨🇭, ${family}, 👍🏽, 𝔊𝔩𝔬𝔰𝔰, 🏴󠁧󠁢󠁳󠁣󠁴󠁿.`

test('F51 pairs of surrogates that are split over deltas, and a death between the halves', async ({ life }) => {
  // Every unit of UTF-16 on its own, so that each pair comes as two lonely halves.
  const units = (of: string): string[] => Array.from({ length: of.length }, (_, index) => of.charAt(index))
  const whole = `${letters} `.repeat(8).trim()
  life.server.script({ pieces: () => units(whole), paceMs: 2 })
  const tag = await life.ask()
  await expect(life.ended('complete')).toBeVisible()
  await life.judge(tag, ['complete'])
  const shown = await life.chat.answerText.innerText()
  expect(shown).not.toContain('\uFFFD')
  await life.reloadPanel()
  await expect(life.ended('complete')).toBeVisible()
  expect((await life.judge(tag, ['complete'])).text).toBe(whole)

  // Held between two halves for longer than the time between two writes.
  const half = units(whole).findIndex((unit, index) => index > 300 && /[\uD800-\uDBFF]/.test(unit)) + 1
  life.server.script({ pieces: () => units(whole), paceMs: 1, holdAt: half })
  const split = await life.ask()
  await life.server.until(split, ({ sentAt }) => sentAt.length >= half)
  await expect.poll(() => life.journalled(split)).toBe(half - 1)
  await life.killWorker()
  await expect(life.ended('interrupted')).toBeVisible()
  const { text } = await life.judge(split, ['interrupted'])
  expect(text).toBe(whole.slice(0, half - 1))

  // So many that no two places where a journal may cut its pieces fall between two characters.
  const many = `x${'😀'.repeat(40_000)}`
  life.server.script({ pieces: () => many.match(/[\s\S]{1,999}/g) ?? [], paceMs: 1, holdAt: 80 })
  const long = await life.ask()
  await life.server.until(long, ({ sentAt }) => sentAt.length >= 80)
  await expect.poll(() => life.journalled(long)).toBeGreaterThanOrEqual(79_900)
  await life.killWorker()
  await expect(life.ended('interrupted')).toBeVisible()
  expect((await life.judge(long, ['interrupted'])).text.isWellFormed()).toBe(true)
  await life.staysWhole()
})

const mixed = `# كيف نقرأ النص

هذه فقرة عربية تذكر Chromium 156 و \`code()\` في وسطها، ثم تعود إلى العربية.

זוהי פסקה בעברית עם מספר 42 ועם English באמצע.

- عنصر أول في القائمة
- عنصر ثانٍ مع https://example.com/

An English paragraph that names العربية and עברית and goes on in English.

> اقتباس قصير بالعربية

| اسم | قيمة |
| --- | --- |
| واحد | 1 |

日本語の長い文章は単語の間に空白がありませんがそれでも狭いパネルの中で正しく折り返されなければならず横にはみ出してはいけません。${'漢字かな交じり文'.repeat(12)}

Z${'\u0335\u0322\u0321'.repeat(20)}algo and e\u0301 and ỗ.

safe\u202Egpj.exe\u202C and on.
`

test('F52 writing from right to left, mixed, and without blanks', async ({ life }, info) => {
  life.server.script({ pieces: () => mixed.match(/[\s\S]{1,7}/gu) ?? [], paceMs: 1 })
  const tag = await life.ask()
  await expect(life.ended('complete')).toBeVisible()
  await life.judge(tag, ['complete'])
  const text = life.chat.answerText
  const direction = (words: string): Promise<string> =>
    text
      .locator('p, h1, h2, h3, h4, li, blockquote, table')
      .filter({ hasText: words })
      .first()
      .evaluate((element) => getComputedStyle(element).direction)
  for (const [words, expected] of [
    ['كيف نقرأ', 'rtl'],
    ['هذه فقرة', 'rtl'],
    ['זוהי פסקה', 'rtl'],
    ['عنصر أول', 'rtl'],
    ['اقتباس', 'rtl'],
    ['واحد', 'rtl'],
    ['An English paragraph', 'ltr'],
    ['日本語の', 'ltr'],
  ] as const) {
    expect.soft(await direction(words), words).toBe(expected)
  }
  // A sign that turns the reading round may not make "exe" look like "jpg".
  expect.soft(await text.innerText()).not.toContain('\u202E')
  await look(life.panel, 'bidi', info)
  await life.panel.setViewportSize({ width: 1200, height: 780 })
  await life.staysWhole()
})
