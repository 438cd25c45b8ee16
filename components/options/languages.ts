export type LanguageChoice = { tag: string; name: string }

const common = [
  'ar',
  'bg',
  'bn',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'fa',
  'fi',
  'fr',
  'he',
  'hi',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'no',
  'pl',
  'pt-BR',
  'pt-PT',
  'ro',
  'ru',
  'sv',
  'sw',
  'th',
  'tr',
  'uk',
  'vi',
  'zh-Hans',
  'zh-Hant',
]

/** A language's name in another language; the tag itself when the browser knows no name for it. */
export function languageName(tag: string, displayLanguage: string): string {
  try {
    const name = new Intl.DisplayNames([displayLanguage], { type: 'language' }).of(tag) ?? tag
    return name.charAt(0).toLocaleUpperCase(displayLanguage) + name.slice(1)
  } catch {
    // Malformed tags throw: they were typed or imported by somebody, and are still shown.
    return tag
  }
}

/** The common languages in the order of their names, and the chosen one among them even when it is a rare one. */
export function languageChoices(chosen: string, displayLanguage: string): LanguageChoice[] {
  const tags = chosen === '' || common.includes(chosen) ? common : [...common, chosen]
  return tags
    .map((tag) => ({ tag, name: languageName(tag, displayLanguage) }))
    .sort((one, other) => one.name.localeCompare(other.name, displayLanguage))
}
