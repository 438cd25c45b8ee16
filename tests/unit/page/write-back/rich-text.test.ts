import { parseHTML } from 'linkedom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readRich } from '../../../../lib/page/write-back/rich-text'

const inline = /^(span|b|strong|i|em|a|code|br)$/

beforeEach(() => {
  vi.stubGlobal('getComputedStyle', (element: Element) => ({
    display: element.hasAttribute('hidden') ? 'none' : inline.test(element.localName) ? 'inline' : 'block',
    whiteSpaceCollapse: element.localName === 'pre' ? 'preserve' : 'collapse',
  }))
})
afterEach(() => vi.unstubAllGlobals())

function textIn(html: string): string {
  const host = parseHTML(`<!doctype html><div id="host">${html}</div>`).document.getElementById('host')
  if (!host) throw new Error('There is no host.')
  const { text, pieces } = readRich(host)
  // Every piece stands in the text where it says.
  for (const { node, from } of pieces) expect(text.slice(from, from + node.length)).toBe(node.data.replace(/\n/g, ' '))
  return text
}

describe('the text of an editor', () => {
  it.each([
    ['paragraphs', '<p>One</p><p>Two</p>', 'One\nTwo'],
    ['an empty paragraph', '<p>One</p><p><br></p><p>Two</p>', 'One\n\nTwo'],
    ['a line break', 'One<br>Two', 'One\nTwo'],
    ['a break that only holds a line open', '<div>One<br></div><div>Two</div>', 'One\nTwo'],
    ['a list', '<p>One</p><ul><li><p>Two</p></li><li><p>Three</p></li></ul><p>Four</p>', 'One\nTwo\nThree\nFour'],
    ['words before a block', 'One<div>Two</div>', 'One\nTwo'],
    ['words with formatting', '<p>One <b>and</b> <i>two</i></p>', 'One and two'],
    ['white space of the source', '<p>One</p>\n  <p>Two</p>\n', 'One\nTwo'],
    ['what is not shown', '<p>One<span hidden>secret</span></p>', 'One'],
    ['nothing', '<p><br></p>', ''],
  ])('has a line for each line that is seen: %s', (_name, html, text) => {
    expect(textIn(html)).toBe(text)
  })
})
