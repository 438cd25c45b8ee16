import { describe, expect, it } from 'vitest'
import { extractPage } from '../../../lib/page/extract'
import { attributeSight, openPage } from './open-page'

const sentence = 'The harbour lies open to the north, so that every boat is drawn up on the shingle before the autumn.'
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, index) => `<p>${index + 1}. ${sentence} ${sentence}</p>`).join('')

function read(body: string, { title = 'A page', url = 'https://press.example/guide/page.html' } = {}): string {
  const html = `<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`
  return extractPage(openPage(html, { url }), attributeSight).text
}

describe('the headline', () => {
  const title = 'Notes from the Quay: The boats of Varnsund'

  it('is what the title says and the page shows, not the name of the site', () => {
    const text = read(
      `<div class="head"><h1><a href="/">Notes from the Quay</a></h1></div>
       <div class="post"><h3 class="post-title">The boats of Varnsund</h3><div class="post-body">${paragraphs(5)}</div></div>`,
      { title },
    )
    expect(text).toMatch(/^#+ The boats of Varnsund\n/)
    expect(text).not.toContain('Notes from the Quay')
  })

  it('comes along where a link alone is it', () => {
    const text = read(
      `<div class="top"><a class="title" href="/t/1">The boats of Varnsund</a></div><div>${paragraphs(5)}</div>`,
      { title: 'The boats of Varnsund | Quay' },
    )
    expect(text).toContain('The boats of Varnsund')
  })
})

describe('a short notice', () => {
  it('is found among long menus without names', () => {
    const menu = Array.from({ length: 30 }, (_, index) => `<li><a href="/m${index}">Menu entry ${index}</a></li>`).join(
      '',
    )
    const text = read(
      `<div><ul>${menu}</ul></div><div><div><h3>Report a hole</h3><p>Tell us about a hole in the road, it takes two minutes.</p></div>
       <div><h1>Library closed on Thursday</h1><p>${sentence}</p><p>${sentence}</p><p>${sentence}</p></div></div>`,
      { title: 'Library closed on Thursday - Borough' },
    )
    expect(text).toBe(`# Library closed on Thursday\n\n${sentence}\n\n${sentence}\n\n${sentence}`)
  })
})

describe('code', () => {
  it('has no numbers of lines, beside it or in it', () => {
    const text = read(
      `<h1>A page</h1>${paragraphs(3)}
       <table class="highlight"><tr><td><pre>1\n2\n3</pre></td><td><pre><code>one()\n  two()\nthree()</code></pre></td></tr></table>
       <pre><code><span class="lineno"> 1 </span>four()\n<span class="lineno"> 2 </span>five(55)</code></pre>${paragraphs(3)}`,
    )
    expect(text).toContain('```\none()\n  two()\nthree()\n```')
    expect(text).toContain('```\nfour()\nfive(55)\n```')
  })

  it('that is a table of lines is one block', () => {
    const line = (number: number, words: string) =>
      `<tr><td class="blob-num" data-line-number="${number}"></td><td class="blob-code">${words}</td></tr>`
    const text = read(`<h1>A page</h1>${paragraphs(3)}<table>${line(1, 'let a = 1')}${line(2, '  a += 2')}</table>`)
    expect(text).toContain('```\nlet a = 1\n  a += 2\n```')
  })

  it('keeps a table of numbers', () => {
    const row = (year: number) => `<tr><td>${year}</td><td>${year * 2}</td></tr>`
    const text = read(`<h1>A page</h1>${paragraphs(3)}<table>${row(1)}${row(2)}${row(3)}</table>${paragraphs(3)}`)
    expect(text).toMatch(/\| 2 +\| 4 +\|/)
  })
})

describe('a discussion', () => {
  const post = (name: string, number: number) =>
    `<div class="post"><div class="head"><a class="author" href="/u/${name}">${name}</a></div>
     <div class="words"><p>${sentence} ${sentence} So says ${name}.</p></div>
     <div class="foot"><a href="/reply/${number}">Reply</a> <a href="/share/${number}">Share</a></div></div>`

  it('keeps who speaks and loses the buttons below every post', () => {
    const names = ['anna', 'ben', 'anna', 'cleo', 'anna']
    const text = read(`<div class="page"><h1>A page</h1>${names.map(post).join('')}</div>`)
    expect(text.match(/\[anna\]/g)).toHaveLength(3)
    expect(text).toContain('So says cleo.')
    expect(text).not.toMatch(/Reply|Share/)
  })

  type Member = { name: string; profile: string; when?: string; said?: string }
  const board = (members: Member[]) =>
    members
      .map(
        ({ name, profile, when = '', said = '' }) =>
          `<div class="post"><div class="side"><b class="username">${name}</b><br>${profile}</div>
           <div class="words"><span class="date">${when}</span><div>${said}<p>${sentence} ${sentence} So says ${name}.</p></div></div></div>`,
      )
      .join('')
  const readBoard = (members: Member[]) => read(`<h1>A page</h1>${board(members)}`)

  it('loses what each post tells of its author, and keeps who speaks and when', () => {
    const text = readBoard([
      {
        name: 'anna',
        profile: 'Joined: 04 May 2009<br>Posts: 61<br>Location: Ulm',
        when: 'Posted: 3 May 2026 9:02 pm',
      },
      {
        name: 'ben',
        profile: 'Joined: 11 Feb 2004<br>Posts: 2,270<br>Location: Halifax',
        when: 'Posted: 3 May 2026 9:40 pm',
      },
      {
        name: 'cleo',
        profile: 'Joined: 1 Jan 2020<br>Posts: 2004<br>Location: Oslo',
        when: 'Posted: 4 May 2026 7:15 am',
      },
    ])
    expect(text).not.toMatch(/Joined|Posts|Location|Ulm|2,270|2020|2004/)
    expect(text.match(/Posted: \d May 2026 \d:\d\d/g)).toHaveLength(3)
    for (const name of ['anna', 'ben', 'cleo']) expect(text).toContain(`**${name}**`)
  })

  it('loses labels that stand in elements and cells of their own', () => {
    const profile = (posts: number, from: string) =>
      `<dl class="pairs"><dt>Messages</dt><dd>${posts}</dd><dt>Home</dt><dd>${from}</dd></dl><div><b>Thanks:</b> <i>${posts * 2}</i></div>`
    const text = readBoard([
      { name: 'anna', profile: profile(17, 'Ulm') },
      { name: 'ben', profile: profile(431, 'Halifax') },
      { name: 'cleo', profile: profile(8, 'Oslo') },
    ])
    expect(text).not.toMatch(/Messages|Home|Thanks|Ulm|431|862/)
    expect(text.match(/So says/g)).toHaveLength(3)
  })

  it('keeps a date that alone tells when, labels that tell who, and how long ago it was', () => {
    const profile = (name: string, day: number) => `Added: ${day} March 2026<br>Author: ${name}<br>${day} days ago`
    const text = readBoard(['anna', 'ben', 'cleo'].map((name, index) => ({ name, profile: profile(name, index + 3) })))
    expect(text.match(/Added: \d March 2026/g)).toHaveLength(3)
    expect(text.match(/Author: /g)).toHaveLength(3)
    expect(text.match(/days ago/g)).toHaveLength(3)
  })

  it('keeps labels among what is said, and those of one post', () => {
    const said = (version: string) => `<ul><li>Version: ${version}</li></ul><p>System: a boat</p>`
    const text = readBoard([
      { name: 'anna', profile: 'Rank: mate', said: said('1.2') },
      { name: 'ben', profile: 'Boat: Tern', said: said('1.3') },
      { name: 'cleo', profile: '', said: said('2.0') },
    ])
    expect(text.match(/Version: \d\.\d/g)).toHaveLength(3)
    expect(text.match(/System: a boat/g)).toHaveLength(3)
    expect(text).toContain('Rank: mate')
    expect(text).toContain('Boat: Tern')
  })

  it('keeps who is quoted', () => {
    const said = '<div class="quote"><b>Anna wrote:</b><br>Every boat is drawn up.</div>'
    const text = readBoard(['ben', 'cleo', 'dora'].map((name) => ({ name, profile: '', said })))
    expect(text.match(/Anna wrote:/g)).toHaveLength(3)
  })

  it('loses points in the line that says whose a post is', () => {
    const comments = ['anna', 'ben', 'cleo'].map(
      (name, index) =>
        `<div class="comment"><p class="tagline"><a class="author" href="/u/${name}">${name}</a> <span>${index + 12} points</span> <time>${index + 2} days ago</time></p>
         <div class="md"><p>${sentence} ${sentence} They gave it ${index + 30} points.</p></div></div>`,
    )
    const text = read(`<h1>A page</h1>${comments.join('')}`)
    expect(text).not.toMatch(/1\d points/)
    expect(text.match(/3\d points/g)).toHaveLength(3)
    expect(text.match(/days ago/g)).toHaveLength(3)
  })

  it('loses signatures under a rule, and rows of the same links', () => {
    const below = '<a href="/u/#">Profile</a> <a href="/m/#">Send message</a>'
    const signed = (name: string, rest: string, foot: string) =>
      `<div class="post"><b class="username">${name}</b><div class="words">${sentence} ${sentence}${rest}</div><div class="foot">${foot}</div></div>`
    const text = read(
      `<h1>A page</h1>${signed('anna', '<br>_________________<br>Never say ferry.', below.replaceAll('#', '1'))}
       ${signed('ben', '<br>_____<br>A blank to fill in.<blockquote>And more of it.</blockquote>', below.replaceAll('#', '2'))}
       ${signed('cleo', '', '')}`,
    )
    expect(text).not.toMatch(/Never say ferry|Profile|Send message/)
    expect(text).toContain('A blank to fill in.')
  })

  it('below an article goes, as long as it is', () => {
    const names = ['anna', 'ben', 'cleo', 'dora', 'emil', 'fay', 'gus', 'hal']
    const text = read(
      `<article><h1>A page</h1>${paragraphs(6)}</article><div class="comments">${names.map(post).join('')}</div>`,
    )
    expect(text).not.toContain('So says')
    expect(text).toContain('6\\. ')
  })
})

describe('what stands in an article', () => {
  it('is kept when it is a note by its role, or a sidebar between paragraphs', () => {
    const note = 'You can be fined if you did not tell anybody.'
    const text = read(
      `<article><h1>A page</h1>${paragraphs(3)}<div role="note" class="info-notice"><p>${note}</p></div>
       <div class="sidebar"><p>Going further. ${sentence} ${sentence} ${sentence}</p></div>${paragraphs(3)}</article>`,
    )
    expect(text).toContain(note)
    expect(text).toContain('Going further.')
  })

  it('is no list of its own parts', () => {
    const text = read(
      `<article><h1>A page</h1><ul><li><a href="#one">Where it begins</a></li><li><a href="#two">How it went on</a></li></ul>
       <h2 id="one">Where it begins</h2>${paragraphs(3)}<h2 id="two">How it went on</h2>${paragraphs(3)}</article>`,
    )
    expect(text.match(/Where it begins/g)).toHaveLength(1)
  })

  it('has words apart that have a button between them', () => {
    const text = read(
      `<article><h1>A page</h1>${paragraphs(4)}<p>Beech<button>or</button>Walnut is what it is made of.</p></article>`,
    )
    expect(text).toContain('Beech Walnut')
  })

  it('has no readings above its signs', () => {
    const text = read(
      `<article><h1>A page</h1>${paragraphs(3)}<p>この<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>は古い。</p></article>`,
    )
    expect(text).toContain('この灯台は古い。')
  })
})
