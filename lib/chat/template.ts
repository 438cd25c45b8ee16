/** What a template may name, and what stands for it when it is used, in words for whoever writes one. */
export const templateVariables = {
  selection: 'what is selected or attached; where nothing is, the page',
  page: 'the whole page, which is attached for it',
  title: 'the title of the page',
  url: 'the address of the page',
  language: 'the language you translate into',
  date: 'today’s date',
  clipboard: 'what you copied last, attached for it',
  input: 'the words behind the name of the action',
} as const

export type TemplateVariable = keyof typeof templateVariables

/** Characters. More than that is a text, not a question about one. */
export const longestTemplate = 20_000

type TemplatePiece = { text: string } | { variable: TemplateVariable }

/** What is wrong, and the characters of the template that it is about. */
type TemplateProblem = { message: string; from: number; to: number }

export type ParsedTemplate = { pieces: TemplatePiece[]; problems: TemplateProblem[] }

const name = /^\s*([\p{L}\p{N}_-]*)\s*$/u

/** Takes a template apart, once: what a value holds is never looked at again. */
export function parseTemplate(source: string): ParsedTemplate {
  const pieces: TemplatePiece[] = []
  const problems: TemplateProblem[] = []
  if (source.trim() === '') problems.push({ message: 'Write what is to be asked.', from: 0, to: source.length })
  if (source.length > longestTemplate) {
    const most = longestTemplate.toLocaleString('en')
    problems.push({ message: `A template can have ${most} characters.`, from: longestTemplate, to: source.length })
  }
  let place = 0
  for (;;) {
    const from = source.indexOf('{{', place)
    if (from === -1) break
    if (from > place) pieces.push({ text: source.slice(place, from) })
    const end = source.indexOf('}}', from + 2)
    const next = source.indexOf('{{', from + 2)
    if (end === -1 || (next !== -1 && next < end)) {
      problems.push({
        message: `The braces at ${placeIn(source, from)} are not closed: write }} behind the name.`,
        from,
        to: from + 2,
      })
      place = from + 2
      continue
    }
    place = end + 2
    const found = name.exec(source.slice(from + 2, end))?.[1]
    if (found !== undefined && isVariable(found)) pieces.push({ variable: found })
    else problems.push({ message: unknown(source, from, place), from, to: place })
  }
  if (place < source.length) pieces.push({ text: source.slice(place) })
  return { pieces, problems }
}

/** The variables that a template names. */
export function variablesIn(source: string): ReadonlySet<TemplateVariable> {
  return new Set(parseTemplate(source).pieces.flatMap((piece) => ('variable' in piece ? [piece.variable] : [])))
}

function isVariable(found: string): found is TemplateVariable {
  return Object.hasOwn(templateVariables, found)
}

function unknown(source: string, from: number, to: number): string {
  const written = source.slice(from, to).replace(/\s+/g, ' ')
  const short = written.length > 40 ? `${written.slice(0, 37)}…}}` : written
  const known = Object.keys(templateVariables).join(', ')
  return `${short} at ${placeIn(source, from)} stands for nothing. There are: ${known}.`
}

/** `line 2, character 5`. */
function placeIn(source: string, at: number): string {
  const lines = source.slice(0, at).split('\n')
  return `line ${lines.length}, character ${(lines.at(-1)?.length ?? 0) + 1}`
}
