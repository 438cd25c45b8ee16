import type { Page } from 'puppeteer-core'
import { until } from '../../../scripts/lib/until.ts'
import { inSidebar } from './firefox.ts'

/** The real sidebar, as far as another page of Gloss's own can look into it and act in it. */
export type Sidebar = {
  /** Evaluates an expression about its `document`. */
  evaluate(expression: string): Promise<unknown>
  count(selector: string): Promise<number>
  /** The text of everything that fits, joined. */
  text(selector: string): Promise<string>
  click(selector: string): Promise<void>
  /** Puts a text into the composer, as typing does. */
  write(text: string): Promise<void>
  /** Chooses an entry of the attach menu. */
  choose(item: string): Promise<void>
  /** Chooses an entry, and waits until there is one chip more of this kind. */
  attach(item: string, kind: string): Promise<void>
}

const composer = '[data-testid=composer-input]'

export async function sidebarBeside(ownPage: Page): Promise<Sidebar> {
  const evaluate = (expression: string) => inSidebar(ownPage, expression)
  const all = (selector: string) => `[...document.querySelectorAll(${JSON.stringify(selector)})]`
  const count = async (selector: string) => Number(await evaluate(`${all(selector)}.length`))
  const text = async (selector: string) =>
    String(await evaluate(`${all(selector)}.map((one) => one.textContent).join('\\n')`))
  const click = async (selector: string): Promise<void> => {
    await until(
      `${selector} is there`,
      async () => (await count(`${selector}:not([disabled]):not([aria-disabled=true])`)) > 0,
    )
    await evaluate(`${all(selector)}[0].click()`)
  }
  const choose = async (item: string): Promise<void> => {
    await click('[data-testid=attach-menu]')
    await click(`[data-testid=attach-menu-${item}]`)
  }
  await until('the sidebar is shown', async () => (await count(composer)) === 1)
  return {
    evaluate,
    count,
    text,
    click,
    write: async (words) => {
      await evaluate(`((input) => {
        const { HTMLTextAreaElement, Event } = document.defaultView
        input.focus()
        Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(input, ${JSON.stringify(words)})
        input.setSelectionRange(${words.length}, ${words.length})
        input.dispatchEvent(new Event('input', { bubbles: true }))
      })(document.querySelector('${composer}'))`)
    },
    choose,
    attach: async (item, kind) => {
      const chips = `[data-testid=context-chip][data-kind=${kind}]`
      const before = await count(chips)
      await choose(item)
      await until(`there is a chip more of ${kind}`, async () => (await count(chips)) === before + 1)
    },
  }
}

/** Puts a question to the worker, as Gloss's own pages do. */
async function callInFirefox(page: Page, name: string, input: object): Promise<{ id?: string }> {
  const reply: unknown = await page.evaluate(`browser.runtime.sendMessage(${JSON.stringify({ call: name, input })})`)
  if (reply === null || typeof reply !== 'object' || !('ok' in reply) || reply.ok !== true) {
    throw new Error(`${name} failed: ${JSON.stringify(reply)}`)
  }
  return 'value' in reply && reply.value !== null && typeof reply.value === 'object' ? reply.value : {}
}

/** Points Ollama to an address and has its model answer new chats. */
export async function connectOllamaInFirefox(options: Page, baseUrl: string, model: string): Promise<void> {
  await callInFirefox(options, 'saveProvider', { providerId: 'ollama', settings: { baseUrl } })
  const { id } = await callInFirefox(options, 'ensurePreset', { providerId: 'ollama', model })
  await callInFirefox(options, 'updateSettings', { patch: { defaultPresetId: id } })
}
