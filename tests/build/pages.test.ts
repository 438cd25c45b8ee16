import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { builds, builtBytes, builtFiles, builtText, parsePolicy, scriptsAtOpen, scriptsOf } from '../helpers/built'

const kilobyte = 1000

describe.each(builds)('the pages of %s', (build) => {
  it('carry the whole policy, before anything else in the head', async () => {
    const pages = await builtFiles(build, '*.html')
    expect(pages).toEqual(expect.arrayContaining(['options.html', 'sidepanel.html']))
    for (const page of pages) {
      const html = await builtText(build, page)
      const [, head = ''] = /<head>\s*([\s\S]*?)<\/head>/.exec(html) ?? []
      expect(head, page).toMatch(/^<meta http-equiv="Content-Security-Policy"/)
      const [, policy = ''] = /content="([^"]*)"/.exec(head) ?? []
      // Partial policies leak: a prefetch is judged by the most permissive directive present.
      expect(parsePolicy(policy.replaceAll('&#39;', "'")), page).toEqual({
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self' 'unsafe-inline'",
        'img-src': "'self' data: blob:",
        'font-src': "'self'",
        'connect-src': "'self'",
        'object-src': "'none'",
        'frame-src': "'none'",
        'form-action': "'none'",
        'base-uri': "'none'",
        'require-trusted-types-for': "'script'",
        'trusted-types': "'none'",
      })
    }
  })

  it('load everything from the package', async () => {
    for (const page of await builtFiles(build, '*.html')) {
      const html = await builtText(build, page)
      const addresses = [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '')
      expect(addresses.length).toBeGreaterThan(0)
      for (const address of addresses) expect(address, page).toMatch(/^(\/(?!\/)|\.\/|data:)/)
      expect(html, page).not.toMatch(/<script(?![^>]*\bsrc=)/)
    }
  })

  it('style themselves from the package', async () => {
    for (const path of await builtFiles(build, '**/*.css')) {
      expect(await builtText(build, path), path).not.toMatch(/@import|url\(\s*['"]?(?:https?:)?\/\//)
    }
  })

  it('have their fonts in the one form that every browser of ours reads', async () => {
    const fonts = (await builtFiles(build)).filter((path) => /\.(woff2?|ttf|otf|eot)$/.test(path))
    expect(fonts.length).toBeGreaterThan(10)
    expect(fonts.filter((path) => !path.endsWith('.woff2'))).toEqual([])
    for (const path of await builtFiles(build, '**/*.css')) {
      expect(await builtText(build, path), path).not.toMatch(/url\(\s*['"]?data:(?:font|application)/)
    }
  })

  it('open the panel with little script, in few files', async () => {
    const scripts = await scriptsAtOpen(build, 'sidepanel.html')
    // Each file costs a way to the browser's process and back.
    expect(scripts.length).toBeLessThanOrEqual(6)
    let raw = 0
    let compressed = 0
    for (const path of scripts) {
      const bytes = await builtBytes(build, path)
      raw += bytes.length
      compressed += gzipSync(bytes).length
    }
    expect(compressed).toBeGreaterThan(20 * kilobyte)
    expect(compressed).toBeLessThan(282 * kilobyte)
    expect(raw).toBeLessThan(840 * kilobyte)
  })

  it('let the panel be written into before any script but a tiny one', async () => {
    const html = await builtText(build, 'sidepanel.html')
    const first = await scriptsOf(build, /<script\b[^>]*\bsrc="\/([^"]+)"/.exec(html)?.[1] ?? '')
    let bytes = 0
    for (const path of first) bytes += (await builtBytes(build, path)).length
    expect(bytes).toBeGreaterThan(kilobyte)
    expect(bytes).toBeLessThan(6 * kilobyte)

    const [, body = ''] = html.split('<body>')
    expect(body).toContain('<textarea')
    const [, style = ''] = /<link rel="stylesheet"[^>]*\bhref="\/([^"]+)"/.exec(html) ?? []
    const rules = await builtText(build, style)
    const classes = [...body.matchAll(/class="([^"]+)"/g)].flatMap((match) => (match[1] ?? '').split(' '))
    expect(classes.length).toBeGreaterThan(3)
    for (const name of classes) expect(rules).toContain(`.${name}{`)
  })

  it('load nothing of the panel elsewhere', async () => {
    for (const page of ['options.html', 'microphone.html']) {
      expect((await scriptsAtOpen(build, page)).filter((path) => /\/panel-/.test(path))).toEqual([])
    }
  })

  it('are part of a package of less than 5 MB', async () => {
    let bytes = 0
    for (const path of await builtFiles(build)) bytes += (await builtBytes(build, path)).length
    expect(bytes).toBeLessThan(5000 * kilobyte)
  })
})
