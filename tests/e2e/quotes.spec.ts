import type { Locator, Page } from 'playwright'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { answerWithOllama } from './harness/options.ts'

const right = 'The first hand made the book.'
const across = 'draws a small pointing finger, writes nota bene, writes false, writes the name of a woman who has died'
const wrong = 'The first hand never made a book, it only bound one'
const block = 'The margin was not what was left over when the text had been set down. It was reserved, ruled in advance'
const reply = [
  `Two hands meet. “${right}” The other one "${across}". A word such as "gloss over" is explained too.`,
  `It is wrong to say that "${wrong}".`,
  `> ${block}`,
  'In code nothing is quoted: `"The first hand made the book."`',
].join('\n\n')

/** The panel beside the sample article, with an answer that quotes it. */
async function answered(gloss: Gloss, url: string): Promise<Page> {
  await answerWithOllama(gloss, url)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await chat.ask('What do the two hands do?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await gloss.page.emulateMedia({ reducedMotion: 'reduce' })
  return panel
}

const chipsOf = (panel: Page): Locator => panel.getByTestId('quote-chip')

/** The words that are lit on a page, as its browser has them. */
const litOn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const ranges = CSS.highlights.get('gloss-quote')
    return ranges ? [...ranges].map(String).join('').replace(/\s+/g, ' ') : ''
  })

test('quotes are told apart, and a click lights the sentence on the page', async ({ gloss, provider }, info) => {
  test.setTimeout(150_000)
  provider.script({ reply, paceMs: 1 })
  const panel = await answered(gloss, provider.url)
  const chips = chipsOf(panel)
  await expect(chips).toHaveCount(5)
  const seen = await chips.evaluateAll((all) =>
    all.map((chip) => [chip.textContent, chip.getAttribute('data-verified')]),
  )
  expect(seen).toEqual([
    [`“${right}”`, 'true'],
    [`"${across}"`, 'true'],
    ['"gloss over"', 'true'],
    [`"${wrong}"`, 'false'],
    [block, 'true'],
  ])
  await expect(panel.getByRole('button', { name: `Quote, found on the page: ${right}` })).toBeVisible()
  await expect(panel.getByRole('button', { name: `Quote, not found on the page: ${wrong}` })).toBeVisible()
  await look(panel, 'quotes', info)

  await gloss.page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  await chips.nth(1).click()
  await expect.poll(() => litOn(gloss.page)).toBe(across)
  await expect.poll(() => gloss.page.evaluate(() => document.visibilityState)).toBe('visible')
  const change = await changeByEscape(gloss.page, panel)
  expect(change.inside, 'pixels of the words that changed').toBeGreaterThan(500)
  expect(change.outside, 'pixels elsewhere that changed').toBe(0)
  expect(change.colour).toEqual([255, 226, 122])
  expect(await litOn(gloss.page)).toBe('')

  // By the keyboard, and what was lit before goes dark.
  await panel.bringToFront()
  await chips.nth(0).focus()
  await panel.keyboard.press('Enter')
  await expect.poll(() => litOn(gloss.page)).toBe(right.slice(0, -1))
  await panel.bringToFront()
  await chips.nth(4).press('Enter')
  await expect.poll(() => litOn(gloss.page)).toBe(block)
  await gloss.page.screenshot({ path: info.outputPath('lit.png') })
})

test('what is not on the page is said, with the nearest passage', async ({ gloss, provider }, info) => {
  test.setTimeout(120_000)
  provider.script({ reply, paceMs: 1 })
  const panel = await answered(gloss, provider.url)
  const missing = chipsOf(panel).nth(3)
  await missing.click()
  const popover = panel.getByTestId('quote-popover')
  await expect(popover).toContainText('Not found on the page')
  await expect(panel.getByTestId('quote-nearest')).toHaveText(/first hand made the book/i)
  await look(panel, 'not-found', info)
  await panel.keyboard.press('Escape')
  await expect(popover).toHaveCount(0)
  await expect(missing).toBeFocused()

  await missing.press('Enter')
  await panel.getByTestId('quote-show-nearest').click()
  await expect.poll(() => litOn(gloss.page)).toMatch(/first hand made the book/i)
})

test('a page that has changed is not lit, and one that was closed is opened again', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(120_000)
  provider.script({ reply, paceMs: 1 })
  const panel = await answered(gloss, provider.url)
  const chip = chipsOf(panel).first()
  await gloss.page.evaluate(() => {
    for (const paragraph of document.querySelectorAll('p')) {
      if (paragraph.textContent.includes('The first hand made')) paragraph.textContent = 'Rewritten.'
    }
  })
  await chip.click()
  const popover = panel.getByTestId('quote-popover')
  await panel.bringToFront()
  await expect(popover).toContainText('The page has changed')
  await look(panel, 'changed', info)
  await panel.getByTestId('quote-preview').click()
  await expect(panel.getByTestId('preview')).toBeVisible()
  await expect(panel.getByTestId('preview').locator('mark').first()).toContainText('The first hand made the book')
  await panel.keyboard.press('Escape')

  const url = gloss.page.url()
  await gloss.page.close()
  const [opened] = await Promise.all([gloss.context.waitForEvent('page'), chip.click()])
  await expect.poll(() => litOn(opened)).toBe(right.slice(0, -1))
  expect(opened.url()).toBe(url)
  expect(gloss.context.pages().filter((page) => page.url() === url)).toHaveLength(1)
})

test('what stands in a shadow tree is lit there', async ({ gloss, provider }, info) => {
  test.setTimeout(120_000)
  const words = { open: 'An open tree holds seven grey herons.', closed: 'A closed tree holds nine white swans.' }
  await gloss.page.evaluate((sentences) => {
    const article = document.querySelector('article')
    for (const mode of ['open', 'closed'] as const) {
      const paragraph = document.createElement('p')
      paragraph.textContent = `${sentences[mode]} ${'Nobody had counted them before that winter. '.repeat(3)}`
      const host = document.createElement('div')
      host.attachShadow({ mode }).append(paragraph)
      article?.children[2]?.after(host)
    }
  }, words)
  provider.script({ reply: `It says “${words.open}” and “${words.closed}”`, paceMs: 1 })
  const panel = await answered(gloss, provider.url)
  await expect(chipsOf(panel)).toHaveCount(2)
  for (const [index, sentence] of [words.open, words.closed].entries()) {
    await panel.bringToFront()
    await chipsOf(panel).nth(index).click()
    await expect.poll(() => litOn(gloss.page)).toBe(sentence.slice(0, -1))
    await gloss.page.screenshot({ path: info.outputPath(`tree-${index}.png`) })
    const change = await changeByEscape(gloss.page, panel)
    expect(change).toMatchObject({ outside: 0, colour: [255, 226, 122] })
  }
})

test('the built-in reader only quotes, and all of it is verified', async ({ gloss, picture }) => {
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await chat.ask((await gloss.page.locator('h2').first().textContent()) ?? '')
  await expect(chat.answerThat('complete')).toBeVisible()
  const quotes = chat.answerText.locator('blockquote')
  await expect(async () => {
    expect(await quotes.count()).toBeGreaterThan(0)
    expect(await quotes.locator('[data-testid=quote-chip][data-verified=true]').count()).toBe(await quotes.count())
  }).toPass({ timeout: 10_000 })
  await expect(chat.answerText.locator('[data-testid=quote-chip][data-verified=false]')).toHaveCount(0)
  await chipsOf(panel).first().click()
  await expect.poll(() => litOn(gloss.page)).not.toBe('')
  await picture('reader-lit', panel)
})

test.describe('with nothing granted', () => {
  test.use({ hosts: [] })

  test('a page that was closed is opened again once its site is allowed', async ({ gloss, picture }) => {
    test.setTimeout(120_000)
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    await chat.attachPage()
    await expect(chat.chips).toHaveCount(1)
    await chat.ask((await gloss.page.locator('h2').first().textContent()) ?? '')
    await expect(chat.answerThat('complete')).toBeVisible()
    const other = await gloss.context.newPage()
    await gloss.page.close()
    await other.bringToFront()

    await chipsOf(panel).first().click()
    const popover = panel.getByTestId('quote-popover')
    await expect(popover).toContainText('Gloss has to look at')
    await picture('not-allowed', panel)
    const opened = gloss.context.waitForEvent('page')
    await panel.getByTestId('quote-grant').click()
    await gloss.answerPrompt('allow')
    await expect.poll(async () => litOn(await opened)).not.toBe('')
    await expect(popover).toHaveCount(0)
    await picture('allowed', panel)
  })
})

type Change = { inside: number; outside: number; colour: number[] }

/** Takes the light away with Escape, and says which pixels of the page that changed. */
async function changeByEscape(page: Page, panel: Page): Promise<Change> {
  const boxes = await page.evaluate(() =>
    [...(CSS.highlights.get('gloss-quote') ?? [])].flatMap((range) =>
      range instanceof Range
        ? [...range.getClientRects()].map(({ x, y, width, height }) => ({ x, y, width, height }))
        : [],
    ),
  )
  const lit = await page.screenshot({ scale: 'css' })
  await page.bringToFront()
  await page.keyboard.press('Escape')
  await expect.poll(() => litOn(page)).toBe('')
  const dark = await page.screenshot({ scale: 'css' })
  return panel.evaluate(
    async ([one, other, areas]) => {
      const pixels = async (picture: string): Promise<ImageData> => {
        const image = new Image()
        image.src = `data:image/png;base64,${picture}`
        await image.decode()
        const canvas = new OffscreenCanvas(image.width, image.height)
        const drawing = canvas.getContext('2d')
        if (!drawing) throw new Error('There is nothing to draw on.')
        drawing.drawImage(image, 0, 0)
        return drawing.getImageData(0, 0, image.width, image.height)
      }
      const [before, after] = [await pixels(one), await pixels(other)]
      const colours = new Map<string, number>()
      let [inside, outside] = [0, 0]
      for (let at = 0; at < before.data.length; at += 4) {
        const here = before.data.subarray(at, at + 3)
        if (here.every((value, part) => value === after.data[at + part])) continue
        const [x, y] = [(at / 4) % before.width, Math.floor(at / 4 / before.width)]
        const within = areas.some(
          (area) => x >= area.x - 1 && x <= area.x + area.width + 1 && y >= area.y - 1 && y <= area.y + area.height + 1,
        )
        if (within) inside += 1
        else outside += 1
        const colour = here.join()
        colours.set(colour, (colours.get(colour) ?? 0) + 1)
      }
      const [most = ''] = [...colours].sort(([, left], [, more]) => more - left)[0] ?? []
      return { inside, outside, colour: most.split(',').map(Number) }
    },
    [lit.toString('base64'), dark.toString('base64'), boxes] as const,
  )
}
