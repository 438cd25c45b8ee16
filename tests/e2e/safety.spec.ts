import { createServer } from 'node:http'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { answerWithOllama } from './harness/options.ts'

/** A server of somebody else's, which remembers what it was asked for. */
async function startSink(): Promise<{ url: string; hits: string[]; stop(): void }> {
  const hits: string[] = []
  const server = createServer((request, response) => {
    hits.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The sink has no port.')
  return { url: `http://127.0.0.1:${address.port}`, hits, stop: () => server.close() }
}

/** Elements that a browser would load something for. `%` is the sink. */
const markupVectors = [
  '<img srcset="%/srcset 1x, %/srcset2 2x">',
  '<picture><source srcset="%/source"><img src="%/picture"></picture>',
  '<input type="image" src="%/input">',
  '<body background="%/body">',
  '<table background="%/table"><tr><td background="%/cell">x</td></tr></table>',
  '<audio src="%/audio" autoplay></audio><video><track default src="%/track"></video>',
  '<object data="%/object"></object><embed src="%/embed">',
  '<link rel="stylesheet" href="%/sheet"><link rel="icon" href="%/icon"><link rel="preconnect" href="%/preconnect">',
  '<link rel="dns-prefetch" href="%/dns"><link rel="modulepreload" href="%/module"><link rel="manifest" href="%/manifest">',
  '<meta http-equiv="refresh" content="0;url=%/refresh"><base href="%/base">',
  '<svg><use href="%/use#a"/><feImage href="%/filter"/><style>@import "%/import"</style></svg>',
  '<div style="background:url(%/div);list-style:url(%/list);border-image:url(%/border)">x</div>',
  '<script src="%/script"></script><iframe srcdoc="<img src=%/srcdoc>"></iframe>',
  '<form action="%/form"><button formaction="%/button">x</button></form><a ping="%/ping" href="%/pinged">x</a>',
  '<frameset><frame src="%/frameset"></frameset><portal src="%/portal"></portal>',
]

/** Images of Markdown in every place that can hold one, and formulas that ask for one. */
const markdownForms = [
  '# ![heading](%)',
  '- ![item](%)\n  - ![nested](%)',
  '1. **![bold](%)** *![italic](%)* ~~![struck](%)~~',
  '- [ ] ![task](%)',
  '![angle](<%> "title")',
  '![with a title](% "title")',
  '![angle][] and ![angle]',
  '> > ![deep](%)',
  'Note[^n].\n\n[^n]: ![note](%)',
  '[![linked](%)](%)',
  '![![nested alt](%)](%)',
  '\\(\\includegraphics{%}\\) $\\href{%}{x}$ $$\\htmlStyle{background:url(%)}{x}$$',
  '![a\nb](%)',
]

const loaders =
  'img, image, picture, iframe, frame, video, audio, source, track, link, meta, base, style, object, embed, script, form, portal'

test('drawing an answer asks no server for anything', async ({ gloss, provider, picture }) => {
  const sink = await startSink()
  try {
    await answerWithOllama(gloss, provider.url)
    const at = (name: string): string => `${sink.url}/${name}`
    provider.script({
      reply: [
        `![inline](${at('inline.png')}) and ![by reference][image] and [![in a link](${at('nested.png')})](${at('link')})`,
        `<img src="${at('html.png')}"> <svg><image href="${at('svg.png')}"/></svg>`,
        `<link rel="prefetch" href="${at('prefetch')}"> <iframe src="${at('frame')}"></iframe>`,
        `<style>body{background:url(${at('style')})}</style> <video src="${at('video')}" poster="${at('poster')}"></video>`,
        `| cell |\n| --- |\n| ![in a table](${at('table.png')}) |`,
        `> ![in a quote](${at('quote.png')})`,
        `<${at('autolink')}> ${at('bare')} [a link](${at('plain-link')})`,
        ...markupVectors.map((vector) => vector.replaceAll('%', sink.url)),
        ...markdownForms.flatMap((form, index) => form.replaceAll('%', at(`form-${index}`))),
        `[image]: ${at('reference.png')}`,
        `[angle]: <${at('angle.png')}> "a title"`,
        'The end.',
      ].join('\n\n'),
    })
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    await chat.ask('Show me')
    await expect(chat.answerThat('complete')).toBeVisible()
    await expect(chat.answerText).toContainText('The end.')
    // A link is only followed by a click, so that pointing at one must not ask for it either.
    await chat.answerText.getByRole('link', { name: 'a link', exact: true }).hover()
    expect(await chat.answerText.locator(`${loaders}, svg image, svg use`).count()).toBe(0)
    await picture('drawn', panel)
    // A request that something above had caused would arrive before one that is made now.
    await gloss.page.goto(at('now'))
    expect(sink.hits.filter((path) => path !== '/favicon.ico')).toEqual(['/now'])
  } finally {
    sink.stop()
  }
})
