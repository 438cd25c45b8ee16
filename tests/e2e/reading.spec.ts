import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, expect, test } from 'playwright/test'
import { findChromium } from '../../scripts/lib/browsers.ts'
import { serveFolder } from '../../scripts/lib/file-server.ts'
import { chromeBuild } from '../../scripts/lib/project.ts'
import { corpus, heldOut, mean, measure } from '../helpers/reading-corpus.ts'

const executablePath = findChromium()
const launch = {
  chromiumSandbox: process.getuid?.() !== 0,
  ...(executablePath === undefined ? {} : { executablePath }),
}

const least = {
  'that the reader was tuned on': { pages: corpus, each: 0.85, mean: 0.98 },
  'that came after it': { pages: heldOut, each: 0.8, mean: 0.94 },
}

for (const [which, { pages, each, mean: whole }] of Object.entries(least)) {
  for (const bare of [false, true]) {
    test(`the main text of every page ${which} is read${bare ? ', without its styles too' : ''}`, async () => {
      test.slow()
      const script = readFileSync(`${chromeBuild}/extract-page.js`, 'utf8')
      const server = await serveFolder(fileURLToPath(pages.folder))
      const browser = await chromium.launch(launch)
      try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
        const scores: number[] = []
        for (const name of pages.names) {
          const { f1 } = await measure(page, pages, { url: server.url, name, script, bare })
          // What only styles told, such as which text is hidden, is lost with them.
          expect.soft(f1, name).toBeGreaterThanOrEqual(bare ? each - 0.2 : each)
          scores.push(f1)
        }
        expect(scores.length).toBeGreaterThanOrEqual(20)
        expect(mean(scores)).toBeGreaterThanOrEqual(bare ? whole - 0.03 : whole)
      } finally {
        await browser.close()
        await server.stop()
      }
    })
  }
}

test('of thirty-seven ways to hide text none is read, and what is seen is', async () => {
  const script = readFileSync(`${chromeBuild}/extract-page.js`, 'utf8')
  const server = await serveFolder(fileURLToPath(new URL('..', corpus.folder)))
  const browser = await chromium.launch(launch)
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(`${server.url}hidden-text.html`)
    const answer: unknown = await page.evaluate(script)
    const numbered = (name: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${name}-${String(index + 1).padStart(2, '0')}`)
    expect(answer).toMatchObject({ ok: true, value: { hiddenCharacters: expect.any(Number) } })
    const { text, hiddenText } = (answer as { value: { text: string; hiddenText: string } }).value
    expect(text.match(/shown-\d\d/g)).toEqual(numbered('shown', 17))
    expect(text).not.toContain('secret')
    // What never is a part of the page (templates, scripts) is not hidden in it either.
    const never = new Set(['secret-27', 'secret-28', 'secret-29'])
    const left = numbered('secret', 37).filter((name) => !never.has(name))
    expect(left.filter((name) => !hiddenText.includes(name))).toEqual([])
  } finally {
    await browser.close()
    await server.stop()
  }
})
