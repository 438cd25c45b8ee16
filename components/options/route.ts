const sections = ['providers', 'presets', 'appearance', 'data', 'diagnostics', 'about', 'welcome'] as const

export type SectionName = (typeof sections)[number]

/** Stands for the id of a preset that is about to be made. */
export const newPresetId = 'new'

/** What the address after `#` asks for: a section, and the provider whose card, or the preset whose form is to open. */
export type Route = { section: SectionName; providerId?: string; presetId?: string }

/** Anything unknown leads to the providers. */
export function parseRoute(hash: string): Route {
  const [name = '', ...rest] = hash.replace(/^#\/?/, '').split('/')
  const section = sections.find((known) => known === name) ?? 'providers'
  const id = decode(rest.join('/'))
  if (id === '' || name !== section) return { section }
  if (section === 'providers') return { section, providerId: id }
  return section === 'presets' ? { section, presetId: id } : { section }
}

export function routeHash({ section, providerId, presetId }: Route): string {
  const id = providerId ?? presetId
  return id === undefined ? `#${section}` : `#${section}/${encodeURIComponent(id)}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray per cent sign is not worth an error page.
    return text
  }
}
