import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Odd = { type: string; body: string; headers?: Record<string, string>; endless?: true }

const html = (body: string, title = 'Odd'): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`

const overriding = `<script>
  window.getSelection = () => 'forged'
  Object.defineProperty(HTMLElement.prototype, 'innerText', { get: () => 'forged' })
  for (const name of ['map', 'filter', 'flatMap', 'push', 'reduce']) Array.prototype[name] = () => ['forged']
</script><main><p>The page's own words, whatever it has done to the language that reads them.</p></main>`

const fields = `<h1>Payment</h1><p>Please pay with a card, and <b>leave a note</b> for the driver below.</p><form>
  <input id="a" type="password" value="planted-1"><input id="b" autocomplete="cc-number" value="planted-2">
  <input id="c" autocomplete="cc-csc" value="planted-3"><input id="d" autocomplete="one-time-code" value="planted-4">
  <input id="e" name="user_password" value="planted-5"><input id="f" autocomplete="current-password" value="planted-6">
  <input id="g" type="hidden" value="planted-7"><textarea id="h" name="cvv">planted-8</textarea>
  <input id="note" value="leave it with the neighbour"><textarea id="long">two lines
of a remark</textarea></form>`

const selections = (other: string): string => `${fields}
  <h2>The hedge</h2><p id="mixed">Every third stem was cut <span style="opacity:0">secret words</span>almost through.</p>
  <ul id="list"><li>one <a href="/map">map</a></li><li>two</li></ul>
  <p id="long-one">${'A long remark. '.repeat(16_000)}</p>
  <div id="open"></div><div id="closed"></div>
  <script>
    const fill = (host, mode) => {
      const root = document.getElementById(host).attachShadow({ mode })
      root.innerHTML = '<h3>In the ' + mode + ' root</h3><p>Before it. <em>Words of the ' + mode + ' root.</em> After it.</p><ol><li>first</li></ol>'
      window[host + 'Root'] = root
    }
    fill('open', 'open'); fill('closed', 'closed')
  </script>
  <iframe name="same" src="/inner" width="400" height="200"></iframe>
  <iframe name="other" src="${other}/inner" width="400" height="200"></iframe>`

const pages: Record<string, (other: string) => Odd> = {
  '/first': () => ({
    type: 'text/html',
    body: html('<p>The first page speaks of harbours and nothing else.</p>', 'First'),
  }),
  '/second': () => ({ type: 'text/html', body: html('<p>The second page speaks of mountains only.</p>', 'Second') }),
  '/text': () => ({ type: 'text/plain', body: 'Plain words, 1 * 2.' }),
  '/json': () => ({ type: 'application/json', body: '{"harvest": 3}' }),
  '/xml': () => ({ type: 'application/xml', body: '<?xml version="1.0"?><orchard><tree>quince</tree></orchard>' }),
  '/svg': () => ({
    type: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg"><title>Chart</title><text y="20">Rain in April</text></svg>',
  }),
  '/sandbox': () => ({
    type: 'text/html',
    body: html('<p>Words of a page that may do nothing.</p>'),
    headers: { 'content-security-policy': "sandbox; default-src 'none'" },
  }),
  '/overriding': () => ({ type: 'text/html', body: html(overriding) }),
  '/endless': () => ({
    type: 'text/html',
    body: '<!doctype html><p>The part that has arrived so far.</p>',
    endless: true,
  }),
  '/huge': () => ({
    type: 'text/html',
    body: html(`<main>${`<p>${'many words '.repeat(500)}</p>`.repeat(2_000)}</main>`),
  }),
  '/empty': () => ({ type: 'text/html', body: html('') }),
  '/inner': () => ({
    type: 'text/html',
    body: html('<h2>Inside</h2><p id="words">Words of the frame, and more of them.</p>'),
  }),
  '/selections': (other) => ({ type: 'text/html', body: html(selections(other), 'Selections') }),
}

export type OddPages = { url: string; stop(): Promise<void> }

/** Pages that are hard to read, under two origins of this machine. */
export async function serveOddPages(): Promise<OddPages> {
  const server = createServer((request, response) => {
    const page = pages[request.url ?? '']?.(`http://localhost:${portOf()}`)
    if (!page) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': `${page.type}; charset=utf-8`, ...page.headers })
    if (page.endless) response.write(page.body)
    else response.end(page.body)
  })
  // Narrowed: a TCP server's address is no text.
  const portOf = (): number => (server.address() as AddressInfo).port
  await new Promise<void>((resolve) => {
    server.listen(0, resolve)
  })
  return {
    url: `http://127.0.0.1:${portOf()}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
