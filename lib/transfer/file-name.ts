import type { ExportFormat } from './export'

const endings: Record<ExportFormat, string> = { backup: 'json', markdown: 'md', html: 'html' }

/** A name that every file system takes, such as `gloss-2026-11-20.json` or `Why margins matter.md`. */
export function fileName(format: ExportFormat, exportedAt: number, title?: string): string {
  const date = new Date(exportedAt).toISOString().slice(0, 10)
  const clean = (title ?? '')
    .toWellFormed()
    // Also what turns the direction of text around, and so could hide an ending.
    .replace(/[\p{C}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[.\s]+/, '')
  const name = Array.from(clean)
    .slice(0, 80)
    .join('')
    .replace(/[.\s]+$/, '')
  return `${name === '' ? `gloss-${date}` : name}.${endings[format]}`
}
