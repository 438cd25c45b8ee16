// Measures how well pages are read, against Readability alone and the browser's own `innerText` (docs/reading.md).
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { corpus, heldOut, mean, measure } from '../tests/helpers/reading-corpus.ts'
import { findChromium } from './lib/browsers.ts'
import { serveFolder } from './lib/file-server.ts'
import { chromeBuild, project } from './lib/project.ts'
import { runCommand, say } from './lib/terminal.ts'

await runCommand(async () => {
  const ours = readFileSync(`${chromeBuild}/extract-page.js`, 'utf8')
  const readability = readFileSync(`${project}node_modules/@mozilla/readability/Readability.js`, 'utf8')
  const scripts = {
    ours,
    readability: `${readability}\nnew Readability(document.cloneNode(true)).parse()?.textContent ?? ''`,
    innerText: 'document.body.innerText',
  }
  const browser = await chromium.launch({ executablePath: findChromium(), chromiumSandbox: process.getuid?.() !== 0 })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    for (const pages of [corpus, heldOut]) {
      const rows = await scoresOf(page, pages, scripts)
      print(rows)
      const bare = await scoresOf(page, pages, scripts, true)
      say(`Without styles: ${bare.length} pages, mean F1 ${shown(mean(bare.map(({ scores }) => scores[0].f1)))}\n`)
    }
  } finally {
    await browser.close()
  }
  return 0
})

async function scoresOf(page, pages, scripts, bare = false) {
  const server = await serveFolder(fileURLToPath(pages.folder))
  try {
    const rows = []
    for (const name of pages.names) {
      const scores = []
      for (const script of Object.values(scripts)) {
        scores.push(await measure(page, pages, { url: server.url, name, script, bare }))
      }
      rows.push({ name, scores })
    }
    return rows
  } finally {
    await server.stop()
  }
}

function shown(number) {
  return number.toFixed(3)
}

function print(rows) {
  say('| page | precision | recall | F1 | Readability F1 | innerText F1 |')
  say('| --- | --- | --- | --- | --- | --- |')
  for (const { name, scores } of rows) {
    const [ours, readability, inner] = scores
    const cells = [ours.precision, ours.recall, ours.f1, readability.f1, inner.f1].map(shown)
    say(`| ${name} | ${cells.join(' | ')} |`)
  }
  const means = [0, 1, 2].map((reader) => shown(mean(rows.map(({ scores }) => scores[reader].f1))))
  say(`| **mean** | | | **${means[0]}** | ${means[1]} | ${means[2]} |`)
}
