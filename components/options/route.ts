const sections = ['providers', 'appearance', 'about', 'welcome'] as const

export type SectionName = (typeof sections)[number]

/** What the address after `#` asks for: a section, and among the providers the one whose card is to open. */
export type Route = { section: SectionName; providerId?: string }

/** Anything unknown leads to the providers. */
export function parseRoute(hash: string): Route {
  const [name = '', ...rest] = hash.replace(/^#\/?/, '').split('/')
  const section = sections.find((known) => known === name) ?? 'providers'
  const providerId = decode(rest.join('/'))
  return section === 'providers' && name === 'providers' && providerId !== '' ? { section, providerId } : { section }
}

export function routeHash({ section, providerId }: Route): string {
  return providerId === undefined ? `#${section}` : `#${section}/${encodeURIComponent(providerId)}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A stray per cent sign is not worth an error page.
    return text
  }
}
