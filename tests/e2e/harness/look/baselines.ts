import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page, TestInfo } from 'playwright/test'
import { notCompared } from '../../../../scripts/lib/tally.ts'

/** How a look is compared. */
export type Comparison = {
  /** Inside the folder of the baselines. */
  folder: string
  tolerance: { threshold: number; maxDiffPixels: number; timeout: number }
}

/** What draws the pictures. Another browser or other fonts draw other pictures of the same screen. */
type Fingerprint = { browser: string; fonts: string }

const path = fileURLToPath(new URL('../../baselines/fingerprint.json', import.meta.url))

/**
 * The stored pictures have few colours, so that they are small; more than that is a change. What has changed is not going to
 * be as it was: a test must not wait long for it.
 */
const tolerance = { threshold: 0.05, maxDiffPixels: 12, timeout: 5_000 }

let here: Promise<Fingerprint> | undefined

/** Undefined, with a note on the test, where the machine draws otherwise than the one that took the baselines. */
export async function comparison(page: Page, info: TestInfo): Promise<Comparison | undefined> {
  const drawn = await (here ??= fingerprint(page))
  const how = { folder: basename(info.file, '.spec.ts'), tolerance }
  if (info.config.updateSnapshots === 'all') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${JSON.stringify(drawn, undefined, 2)}\n`)
    return how
  }
  const stored = existsSync(path) ? told(JSON.parse(readFileSync(path, 'utf8'))) : 'nothing'
  if (stored === told(drawn)) return how
  if (!info.annotations.some(({ type }) => type === notCompared))
    info.annotations.push({ type: notCompared, description: `The baselines are of ${stored}; this is ${told(drawn)}.` })
  return undefined
}

function told({ browser, fonts }: Fingerprint): string {
  return `${browser} with fonts ${fonts}`
}

async function fingerprint(page: Page): Promise<Fingerprint> {
  return page.evaluate(async () => {
    const canvas = new OffscreenCanvas(600, 240)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('This browser draws nothing.')
    const style = getComputedStyle(document.documentElement)
    const lines = [
      'Quick foxes & 0123456789',
      'Žluťoučký кінь γάτα',
      'مرحبا שלום',
      '日本語 漢字 한국어',
      '→ ✓ × … “” ‹›',
      '🦊 ☕',
    ]
    const faces = ['--font-body', '--font-title', '--font-mono'].map((name) => style.getPropertyValue(name))
    for (const [column, face] of faces.entries())
      for (const [row, line] of lines.entries()) {
        context.font = `${row === 1 ? 600 : 400} 14.5px ${face}`
        context.fillText(line, column * 200, 30 + row * 36)
      }
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    const digest = [...new Uint8Array(await crypto.subtle.digest('SHA-256', data))]
    const fonts = digest
      .slice(0, 8)
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('')
    const version = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent)?.[1] ?? 'unknown'
    return { browser: `Chromium ${version} on ${navigator.platform}, ${devicePixelRatio}x`, fonts }
  })
}
