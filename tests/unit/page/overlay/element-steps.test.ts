import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { stepped, type Pick, type Step } from '../../../../lib/page/overlay/element-steps'

const { document } = parseHTML(`<!doctype html><html><body>
  <main id="main"><section id="one"><p id="a">A</p><p id="gap" hidden></p><p id="b">B</p></section><section id="two"></section></main>
</body></html>`)

// No layout here: what is hidden has no size.
for (const element of document.querySelectorAll('*')) {
  const side = element.hasAttribute('hidden') ? 0 : 10
  Object.defineProperty(element, 'getBoundingClientRect', { value: () => ({ width: side, height: side }) })
}

function walked(from: string, ...steps: Step[]): string | undefined {
  const element = document.getElementById(from)
  if (!element) throw new Error(`There is no ${from}.`)
  let pick: Pick = { element, trail: [] }
  for (const step of steps) pick = stepped(pick, step)
  return pick.element.id || pick.element.localName
}

describe('a picked element', () => {
  it('is widened up to the body, and no further', () => {
    expect(walked('a', 'wider')).toBe('one')
    expect(walked('a', 'wider', 'wider')).toBe('main')
    expect(walked('a', 'wider', 'wider', 'wider', 'wider', 'wider')).toBe('body')
  })

  it('is narrowed back the way it came', () => {
    expect(walked('b', 'wider', 'wider', 'narrower')).toBe('one')
    expect(walked('b', 'wider', 'wider', 'narrower', 'narrower')).toBe('b')
  })

  it('is narrowed to its first part otherwise', () => expect(walked('main', 'narrower', 'narrower')).toBe('a'))

  it('gives way to the one beside it that can be seen', () => {
    expect(walked('a', 'next')).toBe('b')
    expect(walked('b', 'previous')).toBe('a')
    expect(walked('b', 'next')).toBe('b')
    expect(walked('a', 'previous')).toBe('a')
  })

  it('forgets the way back when it moves aside', () =>
    expect(walked('b', 'wider', 'next', 'previous', 'narrower')).toBe('a'))
})
