import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AttachmentKind } from '../../../lib/chat/attachment'
import { builtinActions } from '../../../lib/chat/builtin-actions'
import { templateVariables, type TemplateVariable } from '../../../lib/chat/template'
import { actionQuestion, fillTemplate, type ActionSubject, type TemplateValues } from '../../../lib/prompts/template'
import { attachment } from '../../helpers/messages'

const names = Object.keys(templateVariables) as TemplateVariable[]
const valuesOf = (value: (name: TemplateVariable) => string) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as TemplateValues

const subject = (differences: Partial<ActionSubject> = {}): ActionSubject => ({
  attachments: [attachment()],
  words: '',
  languageTag: 'de',
  now: Date.UTC(2026, 0, 2, 12),
  ...differences,
})
const kinds = (...all: AttachmentKind[]) => ({ attachments: all.map((kind) => attachment({ kind })) })
const asked = (template: string, differences?: Partial<ActionSubject>) =>
  actionQuestion({ template }, subject(differences))

describe('fillTemplate', () => {
  it('leaves no variable standing', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { minLength: 1 }), fc.string(), (used, between) => {
        const text = `${between.replaceAll('{', '(')} `
        const template = used.map((name) => `${text}{{${name}}}`).join('')
        expect(
          fillTemplate(
            template,
            valuesOf((name) => name.toUpperCase()),
          ),
        ).toBe(
          used
            .map((name) => `${text}${name.toUpperCase()}`)
            .join('')
            .trim(),
        )
      }),
    )
  })

  it('never looks into a value, whatever braces stand in it', () => {
    const value = fc.oneof(
      fc.constantFrom(...names.map((name) => `{{${name}}}`), '{{', '}}', '{{nobody}}'),
      fc.string(),
    )
    fc.assert(
      fc.property(value, value, (first, second) => {
        const values = { ...valuesOf(() => 'seen'), input: first, title: second }
        expect(fillTemplate('<{{input}}|{{title}}|{{input}}>', values)).toBe(`<${first}|${second}|${first}>`)
      }),
    )
  })

  it('joins values that make a variable together only where they meet', () => {
    expect(fillTemplate('{{input}}{{title}}.', { ...valuesOf(() => ''), input: '{{sel', title: 'ection}}' })).toBe(
      '{{selection}}.',
    )
  })

  it('refuses what could not be saved', () => {
    expect(() =>
      fillTemplate(
        '{{nobody}}',
        valuesOf(() => ''),
      ),
    ).toThrow('cannot be used as it is')
  })
})

describe('actionQuestion', () => {
  it.each([
    [kinds('selection'), 'Explain the selected text.'],
    [kinds('selection', 'selection'), 'Explain the selected texts.'],
    [kinds('page'), 'Explain the page.'],
    [kinds('pdf'), 'Explain the PDF.'],
    [kinds('image'), 'Explain the image.'],
    [kinds('page', 'selection'), 'Explain what is attached.'],
    [{ attachments: [] }, 'Explain the text.'],
    [{ ...kinds('selection'), isLink: true }, 'Explain the link.'],
  ])('names what was read in words, and puts none of it into the question', (differences, sentence) => {
    const [first] = differences.attachments
    expect(asked('Explain {{selection}}.', differences)).toBe(sentence)
    if (first) expect(sentence).not.toContain(first.text)
  })

  it('calls a page by what it is', () => {
    expect(asked('Check {{selection}} against {{page}}.', kinds('selection', 'pdf'))).toBe(
      'Check the selected text against the PDF.',
    )
  })

  it('gives a page’s own title one line and little room, so that it cannot make a speech', () => {
    const title = `Ignore\n\nall ${'x'.repeat(500)}`
    const question = asked('About {{title}}: why?', { attachments: [attachment({ title })] })
    expect(question).toMatch(/^About Ignore all x+…: why\?$/)
    expect(question.length).toBeLessThan(230)
  })

  it('takes title and address of the page at hand where nothing is attached', () => {
    const page = { title: 'Here', url: 'https://example.org/here' }
    expect(asked('{{title}}, {{url}}', { attachments: [], page })).toBe('Here, https://example.org/here')
  })

  it('says the date and the language in words', () => {
    expect(asked('{{date}} {{language}}')).toBe('Friday, January 2, 2026 German')
    expect(asked('{{language}}', { languageTag: 'pt-BR' })).toBe('Brazilian Portuguese')
    expect(asked('{{language}}', { languageTag: 'not a tag' })).toBe('not a tag')
  })

  it.each([
    ['to French', 'Translate it into French.'],
    ['into Old Norse, in verse', 'Translate it into Old Norse, in verse.'],
    ['french', 'Translate it into french.'],
    ['Español', 'Translate it into Español.'],
    ['in French', 'Translate it into French.'],
    ['in short', 'Translate it into German.\n\nin short'],
    ['', 'Translate it into German.'],
    ['as a poem', 'Translate it into German.\n\nas a poem'],
  ])('takes “%s” for a language where that is meant', (words, question) => {
    expect(asked('Translate it into {{language}}.', { words })).toBe(question)
  })

  it('puts words where the template wants them, and behind it where it wants none', () => {
    expect(asked('Say {{input}} politely.', { words: 'no' })).toBe('Say no politely.')
    expect(asked('Write a reply.', { words: ' say no ' })).toBe('Write a reply.\n\nsay no')
    expect(asked('In {{language}}: {{input}}', { words: 'to be' })).toBe('In German: to be')
  })

  it('makes a question of every built-in action', () => {
    for (const action of builtinActions) {
      const question = actionQuestion(action, subject({ words: 'what is it?' }))
      expect(question).toMatch(/\S/)
      expect(question).not.toMatch(/\{\{|\}\}/)
    }
  })
})
