// Draws the PNG icons that the manifest names from the SVGs, with the browser's own renderer.
import { mkdir, readFile } from 'node:fs/promises'
import { chromium } from 'playwright'
import { findChromium } from './lib/browsers.ts'

/** Small sizes have a drawing of their own, on whole pixels: a scaled one would blur. */
const sizes = [
  { size: 16, source: 'icon-small.svg' },
  { size: 32, source: 'icon-small.svg' },
  { size: 48, source: 'icon.svg' },
  { size: 128, source: 'icon.svg' },
]

const executablePath = findChromium()
if (!executablePath) throw new Error('No Chromium or Chrome was found. Install one, or set CHROME_PATH.')

const folder = new URL('../public/', import.meta.url)
await mkdir(new URL('icons/', folder), { recursive: true })
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
for (const { size, source } of sizes) {
  const svg = await readFile(new URL(source, folder), 'utf8')
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  const path = new URL(`icons/${size}.png`, folder).pathname
  await page.screenshot({ path, omitBackground: true })
  process.stdout.write(`public/icons/${size}.png from public/${source}\n`)
  await page.close()
}
await browser.close()
