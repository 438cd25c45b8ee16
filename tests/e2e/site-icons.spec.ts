import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { project } from '../../scripts/lib/project.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test as base } from './harness/fixtures.ts'
import { look } from './harness/look.ts'

type Site = { url: string; asked: string[] }

const test = base.extend<{ site: Site }>({
  // oxlint-disable-next-line no-empty-pattern
  site: async ({}, provide) => {
    const icon = await readFile(`${project}public/icons/32.png`)
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      if (request.url?.endsWith('.png')) return response.setHeader('content-type', 'image/png').end(icon)
      const text = 'The harbour opens at nine and closes when the last boat is in. '.repeat(6)
      response.setHeader('content-type', 'text/html; charset=utf-8')
      // Nothing of ours may depend on what the page allows itself.
      response.setHeader('content-security-policy', "default-src 'none'; img-src 'self'")
      return response.end(
        `<!doctype html><title>The harbour</title><link rel="icon" href="/icon.png"><main><h1>Harbour</h1><p>${text}</p></main>`,
      )
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    await provide({ url: `http://127.0.0.1:${port}/`, asked })
    server.closeAllConnections()
    server.close()
  },
})

const icon = '[data-testid=site-icon][src^="data:image/"]'

test('a chip has the icon of its site, for which nobody is asked', async ({ gloss, site }, info) => {
  await gloss.page.goto(`${site.url}harbour`)
  await expect.poll(() => site.asked.filter((path) => path === '/icon.png')).toHaveLength(1)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  // The browser learns of an icon a moment after the page.
  await expect.poll(() => panel.evaluate(`chrome.tabs.query({}).then((all) => all[0].favIconUrl)`)).toBeTruthy()
  const before = [...site.asked]
  await chat.attachPage()
  await expect(chat.chips.locator(icon)).toHaveCount(1)
  await gloss.page.locator('p').evaluate((element) => getSelection()?.selectAllChildren(element))
  await chat.attachSelection()
  await expect(chat.chips.locator(icon)).toHaveCount(2)
  await look(panel, 'icons', info)
  expect(site.asked).toEqual(before)

  // Asked about, and the site gone: it stays.
  await chat.ask('When does it open?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await gloss.page.close()
  await expect(panel.getByTestId('goes-along').locator(icon)).toHaveCount(2)
})

test('at install nothing is said of icons; with the names of tabs they come in the same question', async ({
  gloss,
  site,
  picture,
}) => {
  await gloss.page.goto(`${site.url}harbour`)
  await expect.poll(() => site.asked).toContain('/icon.png')
  const panel = await gloss.openPanelByKeyboard()
  const warnings = (expression: string) =>
    panel.evaluate(`(() => {
      const { permissions, optional_permissions } = chrome.runtime.getManifest()
      const told = { manifest_version: 3, name: 'Gloss', version: '1', permissions: ${expression} }
      return chrome.management.getPermissionWarningsByManifest(JSON.stringify(told))
    })()`)
  expect(await warnings('permissions')).toEqual([])
  // Which is why it is not among them, and why it costs nothing beside the other.
  expect(await warnings(`['favicon']`)).toHaveLength(1)
  expect(await warnings(`['tabs', 'favicon']`)).toEqual(await warnings(`['tabs']`))

  const other = await gloss.context.newPage()
  await other.goto(site.url.replace('127.0.0.1', 'gloss.localhost'))
  await expect.poll(() => site.asked.filter((path) => path === '/icon.png').length).toBeGreaterThan(1)
  await gloss.page.bringToFront()
  const before = [...site.asked]
  await panel.getByTestId('composer-input').pressSequentially('@')
  await panel.getByRole('button', { name: 'Show all tabs…' }).click()
  await gloss.answerPrompt('allow')
  const listed = panel.getByTestId('tab-option').filter({ hasText: 'gloss.localhost' })
  await expect(listed.locator('img[src*="_favicon"]')).toBeVisible()
  await picture('tabs', panel)
  const drawn = () => listed.locator('img').evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)
  await expect.poll(drawn).toBeGreaterThan(0)
  expect(site.asked).toEqual(before)
})
