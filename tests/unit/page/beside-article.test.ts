import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../lib/page/extract'
import { attributeSight, openPage } from './open-page'

const sentence = 'The harbour lies open to the north, so that every boat is drawn up on the shingle before the autumn.'
const url = 'https://press.example/news/boats.html'

function read(body: string, head = '<title>The boats of Varnsund - Press</title>'): string {
  const page = openPage(`<!doctype html><html><head>${head}</head><body>${body}</body></html>`, { url })
  return extractPage(page, attributeSight).text
}

const story = (paragraphs: number) =>
  `<h1>The boats of Varnsund</h1><div>12 March 2024</div><div>${`<p>${sentence}</p>`.repeat(paragraphs)}</div>`

describe('cards that lead to other pages', () => {
  const card = (number: number) =>
    `<div><h3><a href="/news/${number}.html">Something else in town, number ${number}</a></h3>
     <p>Elsewhere it is told at length what happened there, card ${number}, and who had said so all along.</p></div>`
  const cards = `<div>${[1, 2, 3, 4, 5, 6, 7, 8].map(card).join('')}</div>`

  it('go, although they say more than the article', () => {
    const text = read(`<div>${story(3)}</div>${cards}`)
    expect(text).toContain(sentence)
    expect(text).not.toContain('Elsewhere')
  })

  it('go by the word of the page where no date stands', () => {
    const body = `<div><h1>The boats of Varnsund</h1><div><p>${sentence}</p><p>${sentence}</p><p>${sentence}</p></div></div>${cards}`
    const said = '<title>The boats of Varnsund - Press</title><meta property="og:type" content="article">'
    expect(read(body, said)).not.toContain('Elsewhere')
  })

  it('are the page where nothing dated stands above them', () => {
    const text = read(`<h1>The boats of Varnsund</h1><p>${sentence}</p>${cards}`)
    expect(text).toContain('card 1,')
    expect(text).toContain('card 8,')
  })

  it('stay where an article stands between them, or where they lead to other sites', () => {
    expect(read(`<div>${story(2)}<p>${sentence}</p>${[1, 2, 3].map(card).join('')}</div>`)).toContain('card 2,')
    const away = cards.replaceAll('/news/', 'https://shop.example/')
    expect(read(`<div>${story(3)}</div>${away}`)).toContain('card 2,')
  })
})

describe('a part of an article', () => {
  it('stays when it is named after the wall that hides it from others', () => {
    const part = (number: number) =>
      `<div class="paywall"><p>${number}. ${sentence} ${sentence}</p><p>${sentence} ${sentence} ${sentence}</p></div>`
    const text = read(`<article>${story(3)}${[1, 2, 3, 4].map(part).join('')}</article>`)
    expect(text.match(/^\d\\\. The harbour/gm)).toHaveLength(4)
  })

  it('goes when it asks for money', () => {
    const wall = '<div class="paywall"><p>Read on for one crown a week, and leave whenever you like.</p></div>'
    expect(read(`<article>${story(8)}${wall}</article>`)).not.toContain('crown')
  })

  it('is a list of links between its paragraphs, and no list below a label', () => {
    const list = (name: string) =>
      `<ul><li><a href="/${name}/1">The first ${name} of them</a></li><li><a href="/${name}/2">The second ${name}</a></li></ul>`
    const text = read(`<article>${story(0)}<p>${sentence}</p>${list('source')}<p>${sentence}</p><p>${sentence}</p>
      <p>${sentence}</p><h3>Read more</h3>${list('story')}</article>`)
    expect(text).toContain('second source')
    expect(text).not.toContain('second story')
  })

  it('is a chapter that is about what pages are surrounded with', () => {
    const text = read(`<article>${story(6)}<h2 id="cookies">Cookies</h2><p>Of the first kind: ${sentence}</p>
      <section id="navigation"><h2>Navigation</h2><p>Of the second kind: ${sentence}</p></section>
      <p>${sentence}</p></article>`)
    expect(text).toMatch(/## Cookies\n\nOf the first kind/)
    expect(text).toMatch(/## Navigation\n\nOf the second kind/)
  })

  it('is no form, nor what tells of its author', () => {
    const text = read(`<article>${story(8)}<form><p>Write what you think of it.</p><label>Your name</label></form>
      <div class="author-info"><h2>About the writer</h2><p>Moira Fell has written of boats for as long as we know.</p></div></article>`)
    expect(text).toContain(sentence)
    expect(text).not.toMatch(/think of it|Your name|Moira/)
  })
})

describe('what readers say below', () => {
  const said = Array.from(
    { length: 9 },
    (_, index) => `<div class="a${index}x"><p>So I say: ${sentence}</p></div>`,
  ).join('')

  it('goes by the number in its label, in a box or after it', () => {
    expect(read(`<div>${story(9)}</div><div><h3>9 Kommentare</h3>${said}</div>`)).not.toContain('So I say')
    expect(read(`<div>${story(9)}<h3>Comments (9)</h3>${said}</div>`)).not.toContain('So I say')
  })

  it('stays below a heading that counts nothing, which is a chapter', () => {
    expect(read(`<div>${story(9)}<h3>Comments</h3>${said}</div>`)).toContain('So I say')
  })
})

describe('the words for a picture', () => {
  const picture = (words: string, below = '') => `<figure><img src="a.jpg" alt="${words}">${below}</figure>`
  const beside = (words: string, below?: string) =>
    read(`<article>${story(3)}${picture(words, below)}<p>${sentence}</p></article>`)

  it('are left out where its caption begins with them', () => {
    const text = beside('A boat on the shingle', '<figcaption>A boat on the shingle (Moira Fell)</figcaption>')
    expect(text.match(/A boat on the shingle/g)).toHaveLength(1)
    expect(beside('A boat on the shingle', '<figcaption>Moira Fell</figcaption>')).toContain(
      '[image: A boat on the shingle]',
    )
  })

  it('are none when they are the name of a file', () => {
    for (const name of ['DSC_0312.JPG', '0225-boats-of-varnsund-01', 'IMG20240312', 'boat_small'])
      expect(beside(name)).not.toContain('[image')
    for (const words of ['COVID-19', 'Figure 3', 'H₂O', '2024']) expect(beside(words)).toContain(`[image: ${words}]`)
  })
})
