import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTemplate, templateVariables, variablesIn, type TemplateVariable } from '../../../lib/chat/template'

const names = Object.keys(templateVariables) as TemplateVariable[]
const problemsOf = (source: string) => parseTemplate(source).problems.map(({ message }) => message)

describe('parseTemplate', () => {
  it('knows every variable, with blanks around its name too', () => {
    for (const name of names) {
      expect(parseTemplate(`Say {{${name}}} and {{ ${name} }}.`).pieces).toEqual([
        { text: 'Say ' },
        { variable: name },
        { text: ' and ' },
        { variable: name },
        { text: '.' },
      ])
    }
  })

  it.each([
    ['nothing at all', '', 'Write what is to be asked.'],
    ['nothing but blanks', ' \n\t', 'Write what is to be asked.'],
    ['an unknown name', 'Say it\n to {{name}}.', '{{name}} at line 2, character 5 stands for nothing.'],
    ['no name', 'Say {{}}.', '{{}} at line 1, character 5 stands for nothing.'],
    ['a name of every object', 'Say {{constructor}}.', '{{constructor}} at line 1, character 5 stands for nothing.'],
    ['another case', '{{Selection}}', '{{Selection}} at line 1, character 1 stands for nothing.'],
    ['open braces', 'Explain {{selection', 'The braces at line 1, character 9 are not closed'],
    ['open braces before others', 'Explain {{ and {{selection}}', 'The braces at line 1, character 9 are not closed'],
    ['too many characters', 'x'.repeat(20_001), 'A template can have 20,000 characters.'],
  ])('refuses %s, and says where', (_what, source, sentence) => {
    expect(problemsOf(source)).toEqual([expect.stringContaining(sentence)])
  })

  it('names the characters that are wrong', () => {
    const source = 'a {{nobody}} b'
    const [problem] = parseTemplate(source).problems
    expect(source.slice(problem?.from, problem?.to)).toBe('{{nobody}}')
  })

  it('leaves single braces, and closing ones, to the text', () => {
    expect(parseTemplate('{ "a": {} } }}')).toEqual({ pieces: [{ text: '{ "a": {} } }}' }], problems: [] })
  })

  it('loses nothing of any text, and finds in it what is named', () => {
    const piece = fc.oneof(
      fc.constantFrom(...names).map((name) => `{{${name}}}`),
      fc.string().map((text) => text.replaceAll('{', '(')),
    )
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const source = parts.join('')
        const { pieces } = parseTemplate(source)
        expect(pieces.map((one) => ('text' in one ? one.text : `{{${one.variable}}}`)).join('')).toBe(source)
        expect(variablesIn(source)).toEqual(new Set(names.filter((name) => source.includes(`{{${name}}}`))))
      }),
    )
  })
})
