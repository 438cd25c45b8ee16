import type { Page } from 'playwright'

/** What a screen reader has of one element. */
type Spoken = { role: string; name: string; description: string; level?: number; live?: string }

/** The browser's own tree of what can be said of a page, from the top, without pieces of text. */
async function spokenTree(page: Page): Promise<Spoken[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  return nodes.flatMap(({ ignored, role, name, description, properties = [] }) => {
    if (ignored || pieces.has(String(role?.value))) return []
    const property = (wanted: string): unknown => properties.find((one) => one.name === wanted)?.value.value
    const level = property('level')
    const live = property('live')
    return {
      role: String(role?.value),
      name: String(name?.value ?? ''),
      description: String(description?.value ?? ''),
      ...(typeof level === 'number' ? { level } : {}),
      ...(typeof live === 'string' ? { live } : {}),
    }
  })
}

const pieces = new Set(['StaticText', 'InlineTextBox', 'LineBreak', 'generic', 'none'])
const named = new Set(
  'button link textbox searchbox combobox checkbox radio menuitem tab option dialog slider spinbutton'.split(' '),
)
const landmarks = ['banner', 'main', 'contentinfo', 'navigation']

/** What a screen reader's user would trip over, in words. An answer has the headings that its model wrote. */
export async function obstacles(page: Page): Promise<string[]> {
  const tree = await spokenTree(page)
  const isModal = tree.some(({ role }) => role === 'dialog')
  const headings = tree.filter(({ role }) => role === 'heading')
  const skipped = headings.filter(({ level = 1 }, index) => level > (headings[index - 1]?.level ?? 0) + 1)
  const tops = headings.filter(({ level }) => level === 1)
  const language = await page.evaluate(() => document.documentElement.lang)
  return [
    ...tree
      .filter(({ role, name }) => named.has(role) && name.trim() === '')
      .map(({ role }) => `a ${role} without a name`),
    ...tree
      .filter(({ name, description }) => name.trim() !== '' && description.startsWith(name))
      .map(({ role, name }) => `the ${role} “${name}” is named twice`),
    ...headings.filter(({ name }) => name.trim() === '').map(() => 'a heading without words'),
    ...(isModal ? [] : skipped.map(({ name, level }) => `“${name}” is a heading of level ${level} out of order`)),
    ...(isModal || tops.length === 1 ? [] : [`${tops.length} headings of level 1`]),
    ...landmarks
      .filter((landmark) => tree.filter(({ role }) => role === landmark).length > 1)
      .map((landmark) => `more than one ${landmark}`),
    ...(isModal || tree.some(({ role }) => role === 'main') ? [] : ['no main part']),
    ...(language === '' ? ['no language'] : []),
  ]
}

/** What stands in regions that speak by themselves. */
export async function speakingRegions(page: Page): Promise<string[]> {
  return page
    .locator('[aria-live]:not([aria-live=off]), [role=status], [role=alert]')
    .evaluateAll((all) => all.map((one) => (one.textContent ?? '').trim()).filter((words) => words !== ''))
}
