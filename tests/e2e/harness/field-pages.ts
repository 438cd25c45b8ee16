import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'vite'
import { project } from '../../../scripts/lib/project.ts'

export type FieldPages = { url: string; stop(): Promise<void> }

const lines = ['The first line stays as it is.', 'I has wrote this sentence.', 'The last one stays too.']

const html = (body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fields</title>
  <style>body { margin: 8px } input { width: 360px } .ql-container p { margin: 0 }</style></head><body>${body}</body></html>`

const all = (other: string): string =>
  html(`<h1>Fields</h1>
  <p><input id="input" value="Please note: I has wrote this sentence. Thanks."></p>
  <p><textarea id="area" rows="4" cols="44">${lines.join('\n')}</textarea></p>
  <p><textarea id="short" maxlength="40">I has wrote this sentence.</textarea></p>
  <div id="plain" contenteditable>${lines.map((line) => `<div>${line}</div>`).join('')}</div>
  <div id="host"></div>
  <div id="tiptap"></div><div id="quill"></div><div id="lexical" contenteditable></div>
  <iframe id="same" src="/frame" width="420" height="70"></iframe>
  <iframe id="other" src="${other}/frame" width="420" height="70"></iframe>
  <script>
    const root = document.getElementById('host').attachShadow({ mode: 'open' })
    root.innerHTML = '<div id="inner" contenteditable><p>Before it.</p><p>I has wrote this sentence.</p></div>'
  </script>
  <script type="module" src="/editors.js"></script>`)

const pages: Record<string, (other: string) => string> = {
  '/': all,
  '/frame': () => html('<textarea id="framed" cols="44">I has wrote this sentence.</textarea>'),
}

/** A page with every kind of field that a reader writes in, real editors among them, and a frame of another origin. */
export async function serveFieldPages(): Promise<FieldPages> {
  const editors = await bundle()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path === '/editors.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(editors)
      return
    }
    const page = pages[path]
    response
      .writeHead(page ? 200 : 404, { 'content-type': 'text/html' })
      .end(page?.(`http://localhost:${portOf()}`) ?? 'There is no such page.')
  })
  const portOf = (): number => (server.address() as AddressInfo).port
  await new Promise<void>((resolve) => {
    server.listen(0, resolve)
  })
  return {
    url: `http://127.0.0.1:${portOf()}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: project,
    build: { write: false, minify: false, rollupOptions: { input: `${project}tests/e2e/harness/editors/page.ts` } },
  })
  const output = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []))
  const chunk = output.find((one) => one.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error('The editors could not be bundled.')
  return chunk.code
}
