const sections = [
  'providers',
  'presets',
  'actions',
  'appearance',
  'shortcuts',
  'data',
  'diagnostics',
  'about',
  'welcome',
] as const

export type SectionName = (typeof sections)[number]

/** Stands for the id of a preset that is about to be made. */
export const newPresetId = 'new'
/** Likewise of a quick action. */
export const newActionId = 'new'

/** What the address after `#` asks for: a section, and the provider whose card, or the preset or quick action whose form is to open. */
export type Route = { section: SectionName; providerId?: string; presetId?: string; actionId?: string }

/** Anything unknown leads to the providers. */
export function parseRoute(hash: string): Route {
  const [name = '', ...rest] = hash.replace(/^#\/?/, '').split('/')
  const section = sections.find((known) => known === name) ?? 'providers'
  const id = decode(rest.join('/'))
  if (id === '' || name !== section) return { section }
  if (section === 'providers') return { section, providerId: id }
  if (section === 'actions') return { section, actionId: id }
  return section === 'presets' ? { section, presetId: id } : { section }
}

export function routeHash({ section, providerId, presetId, actionId }: Route): string {
  const id = providerId ?? presetId ?? actionId
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
