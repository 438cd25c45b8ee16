import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { languageId, loadTokenizer } from '../../../components/markdown/code-languages'
import { colours } from '../../../components/markdown/tokenizer'

const folder = new URL('../../../components/', import.meta.url)

/** The coloured words of a line of code. */
async function words(language: string, code: string): Promise<[string, string][]> {
  const id = languageId(language)
  if (id === undefined) return []
  const tokens = (await loadTokenizer(id))(code)
  return tokens.map(({ from, to, colour }) => [code.slice(from, to), colour])
}

describe('colours of code', () => {
  it.each<[language: string, code: string, word: string, colour: string]>([
    ['js', 'const a = 1', 'const', 'keyword'],
    ['jsx', 'const a = <b c="d" />', 'b', 'name'],
    ['ts', 'let a: string', 'string', 'type'],
    ['tsx', 'let a: string', 'string', 'type'],
    ['py', 'def a():', 'a', 'title'],
    ['sh', 'echo "a" # b', '# b', 'comment'],
    ['bash', 'if true; then', 'if', 'keyword'],
    ['zsh', 'echo $A', '$A', 'number'],
    ['console', '$ ls', '$ ', 'meta'],
    ['c', '#include <a.h>', '#', 'meta'],
    ['c++', 'int a = 1;', 'int', 'type'],
    ['c#', 'public int A;', 'public', 'keyword'],
    ['objc', '@interface A', '@interface', 'keyword'],
    ['java', 'final int a;', 'final', 'keyword'],
    ['kt', 'fun a()', 'fun', 'keyword'],
    ['go', 'func a() {}', 'func', 'keyword'],
    ['rs', 'fn a() {}', 'fn', 'keyword'],
    ['swift', 'let a = "b"', '"b"', 'string'],
    ['rb', 'def a; end', 'def', 'keyword'],
    ['php', '<?php echo 1;', 'echo', 'keyword'],
    ['pl', 'my $a = 1;', 'my', 'keyword'],
    ['lua', 'local a = 1', 'local', 'keyword'],
    ['r', 'a <- TRUE', 'TRUE', 'number'],
    ['sql', "SELECT 'a'", 'SELECT', 'keyword'],
    ['json', '{"a": 1}', '1', 'number'],
    ['yml', 'a: true', 'true', 'number'],
    ['toml', '[a]', '[a]', 'title'],
    ['html', '<a href="b">', '"b"', 'string'],
    ['svg', '<g/>', 'g', 'name'],
    ['css', 'a { color: red }', 'color', 'type'],
    ['scss', '$a: 1px;', '$a', 'number'],
    ['md', '# a', '# a', 'title'],
    ['diff', '+a', '+a', 'added'],
    ['diff', '-a', '-a', 'removed'],
    ['make', 'ifeq (a, b)', 'ifeq', 'keyword'],
    ['gql', 'query A { b }', 'query', 'keyword'],
    ['docker', 'FROM a', 'FROM', 'keyword'],
    ['ps1', 'function A {}', 'function', 'keyword'],
    ['hs', 'import A', 'import', 'keyword'],
  ])('%s: %j has %j as %s', async (language, code, word, colour) => {
    expect(await words(language, code)).toContainEqual([word, colour])
  })

  it('are there inside what is written in another language', async () => {
    const code = '<style>p { color: red }</style><script>let a = 1</script>'
    expect(await words('html', code)).toEqual(
      expect.arrayContaining([
        ['color', 'type'],
        ['let', 'keyword'],
      ]),
    )
  })

  it('are there for every language that is known by a name', async () => {
    const source = await readFile(new URL('markdown/code-languages.ts', folder), 'utf8')
    const names = [...source.matchAll(/^ {2}\w+: \[?'([^']+)'/gm)].flatMap(([, list = '']) => list.split(' '))
    expect(names.length).toBeGreaterThan(180)
    const ids = new Set<string>()
    for (const name of names) {
      const id = languageId(name)
      expect(id, name).toBeDefined()
      if (id !== undefined) ids.add(id)
    }
    expect(ids.size).toBeGreaterThan(70)
    for (const id of ids) expect(Array.isArray((await loadTokenizer(id))('a = "b" # 1\n')), id).toBe(true)
  })

  it('are not guessed', () => {
    for (const name of ['', 'text', 'plaintext', 'txt', 'mermaid', 'no-such-language', '__proto__', 'constructor']) {
      expect(languageId(name), name).toBeUndefined()
    }
  })

  it('follow one another within the code, whatever it is', async () => {
    const tokenizers = await Promise.all(
      ['js', 'html', 'py', 'cpp', 'md', 'php'].map((name) => loadTokenizer(languageId(name) ?? '')),
    )
    const code = fc.array(
      fc.constantFrom(
        '"',
        "'",
        '`',
        '/*',
        '*/',
        '//',
        '#',
        '<a',
        '>',
        '${',
        '}',
        '\n',
        ' ',
        'if',
        'x',
        '1',
        '\\',
        '<?php',
        '<script>',
        '</script>',
        '😀',
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(code, fc.constantFrom(...tokenizers), (parts, tokenize) => {
        const text = parts.join('')
        let end = 0
        for (const { from, to, colour } of tokenize(text)) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(to).toBeGreaterThan(from)
          expect(colours).toContain(colour)
          end = to
        }
        expect(end).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the palette', () => {
  const value = (css: string, name: string) =>
    new RegExp(`--${name}: (?:light-dark\\((#\\w+), (#\\w+)\\)|var\\(--([\\w-]+)\\))`).exec(css)
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return share <= 0.039_28 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one: string, other: string) => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  }

  it.each([
    ['as usual', 0, 4.5],
    ['with more contrast', 1, 7],
  ] as const)('can be read %s', async (_, part, least) => {
    const css = await readFile(new URL('markdown/code.module.css', folder), 'utf8')
    const tokens = await readFile(new URL('ui/tokens.css', folder), 'utf8')
    const [usual = '', more = ''] = css.split(":global(:root[data-contrast='more'])")
    const [usualTokens = '', moreTokens = ''] = tokens.split(":root[data-contrast='more'] {")
    const own = part === 0 ? usual : more
    const shared = part === 0 ? usualTokens : moreTokens
    const [, paper = '', night = ''] = value(shared, 'color-surface-raised') ?? []
    for (const colour of colours) {
      expect(css).toContain(`::highlight(code-${colour})`)
      const [, , , other] = value(usual, `code-${colour}`) ?? []
      const [, day = '', dark = ''] = other ? (value(shared, other) ?? []) : (value(own, `code-${colour}`) ?? [])
      expect(contrast(day, paper), `${colour} by day`).toBeGreaterThanOrEqual(least)
      expect(contrast(dark, night), `${colour} by night`).toBeGreaterThanOrEqual(least)
    }
  })
})
