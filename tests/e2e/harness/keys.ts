import { expect, type Locator, type Page } from 'playwright/test'

/** More stops than any screen of ours has between two things that a reader wants. */
const mostPresses = 300

/** A reader without a mouse: each press is checked for a focus that is lost, hidden or not shown. */
export type Keys = {
  /** Presses keys one after the other, as Playwright names them. */
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Tabs on until a control has the focus, and fails when it never gets it. */
  tabTo(target: Locator): Promise<void>
  tabBackTo(target: Locator): Promise<void>
  /** Goes with an arrow key, in a menu, a list or a group of radio buttons. */
  arrowTo(target: Locator, key?: 'ArrowDown' | 'ArrowUp' | 'ArrowRight' | 'ArrowLeft'): Promise<void>
  /** Tabs to a control and presses Enter on it. */
  enter(target: Locator): Promise<void>
  /** Tabs to a button with a menu, opens that, goes to an entry and chooses it. */
  choose(button: Locator, entry: Locator): Promise<void>
  /** Goes once through everything that Tab leads to. Returns how many stops there were. */
  goRound(): Promise<number>
  /** Goes once round in an open dialog, and expects not to come out of it. */
  staysIn(box: Locator): Promise<void>
  /** Escape closes it, and the focus is on what had it before. */
  escape(box: Locator, back: Locator): Promise<void>
}

export function keysOf(page: Page): Keys {
  const { keyboard } = page

  const press = async (key: string): Promise<void> => {
    await expectFocus(page, `before ${key}`)
    await keyboard.press(key)
    // Behind the last stop and before the first are the browser's own controls, of which a page sees nothing.
    if (key.endsWith('Tab') && !(await page.evaluate(hasFocus))) await keyboard.press(key)
    await expectFocus(page, `after ${key}`)
  }
  const pressAll = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await press(key)
  }
  const goTo = async (target: Locator, key: string): Promise<void> => {
    await expect(target).toHaveCount(1)
    const passed: string[] = []
    for (let presses = 0; presses < mostPresses; presses += 1) {
      if (await isFocused(target)) {
        await expectShown(page)
        return
      }
      await press(key)
      passed.push(await page.evaluate(nameOfFocus))
    }
    throw new Error(`${key} never comes to ${target.toString()}. It came to:\n${passed.join('\n')}`)
  }
  const enter = async (target: Locator): Promise<void> => {
    await goTo(target, 'Tab')
    await press('Enter')
  }
  return {
    press: pressAll,
    type: (text) => keyboard.type(text),
    tabTo: (target) => goTo(target, 'Tab'),
    tabBackTo: (target) => goTo(target, 'Shift+Tab'),
    arrowTo: (target, key = 'ArrowDown') => goTo(target, key),
    enter,
    choose: async (button, entry) => {
      await enter(button)
      await goTo(entry, 'ArrowDown')
      await press('Enter')
    },
    goRound: () => goRound(page, press, async () => undefined),
    staysIn: async (box) => {
      await expect(box).toBeVisible()
      await expect.poll(() => holdsFocus(box), { message: 'the focus goes in' }).toBe(true)
      await goRound(page, press, async () => {
        expect(await holdsFocus(box), `${await page.evaluate(nameOfFocus)} lies outside`).toBe(true)
      })
    },
    escape: async (box, back) => {
      await expect(box).toBeVisible()
      await press('Escape')
      await expect(box).toBeHidden()
      await expect(back).toBeFocused()
    },
  }
}

async function goRound(
  page: Page,
  press: (key: string) => Promise<void>,
  atEach: () => Promise<void>,
): Promise<number> {
  await press('Tab')
  const first = await page.evaluate(nameOfFocus)
  for (let stops = 1; stops < mostPresses; stops += 1) {
    await atEach()
    await expectShown(page)
    await press('Tab')
    if ((await page.evaluate(nameOfFocus)) === first) return stops
  }
  throw new Error('Tab never comes round.')
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement)

const holdsFocus = (box: Locator): Promise<boolean> =>
  box.evaluate((element) => element.contains(document.activeElement))

/** Something of the page has the keyboard. Where it was taken away, the page may need a moment to give it on. */
async function expectFocus(page: Page, when: string): Promise<void> {
  await expect
    .poll(() => page.evaluate(hasFocus), {
      message: `something has the focus ${when}`,
      intervals: [20, 50, 100, 250],
    })
    .toBe(true)
}

/** In the page. */
function hasFocus(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body
}

/** What has the focus is in view, under nothing else, and marked (WCAG 2.4.7, 2.4.11). */
async function expectShown(page: Page): Promise<void> {
  const name = await page.evaluate(nameOfFocus)
  await expect.poll(() => page.evaluate(lackOfFocus), { message: name, intervals: [20, 50, 100, 250] }).toBe('')
}

/** In the page: what has the focus, for a message. */
function nameOfFocus(): string {
  const element = document.activeElement
  if (!(element instanceof HTMLElement)) return 'nothing'
  const all = [...document.querySelectorAll(element.tagName)]
  const words = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 50)
  return `${element.tagName} ${element.dataset.testid ?? ''} “${words}” #${all.indexOf(element)}`
}

/** In the page: what is wrong with how the focus is shown; empty when nothing is. */
function lackOfFocus(): string {
  const element = document.activeElement
  if (!(element instanceof HTMLElement)) return 'nothing has the focus'
  const { x, y, right, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect()
  const left = Math.max(0, x)
  const top = Math.max(0, y)
  const width = Math.min(innerWidth, right) - left
  const height = Math.min(innerHeight, bottom) - top
  if (width <= 0 || height <= 0) return `out of view: ${x} ${y} ${right} ${bottom}`
  // A field that is drawn by its label is seen where that is.
  const drawn = element.matches('[type=radio], [type=checkbox]') ? (element.closest('label') ?? element) : element
  const over = document.elementFromPoint(left + width / 2, top + height / 2)
  if (!over || !(drawn.contains(over) || (over.contains(drawn) && over !== document.body)))
    return `under ${over?.tagName} ${over?.className}`
  const around = [element, element.nextElementSibling, ...ancestors(element).slice(0, 3)]
  const isMarked = around.some((one) => {
    if (!one) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0
  })
  return isMarked || element.matches('textarea, [tabindex="-1"]') ? '' : 'not marked'

  function ancestors(from: Element): Element[] {
    return from.parentElement ? [from.parentElement, ...ancestors(from.parentElement)] : []
  }
}
