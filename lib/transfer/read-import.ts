import { breaths } from './breath'
import type { Progress } from './export'
import { importLimits, type ImportLimits } from './import-limits'
import type { Candidate, ImportFile, ImportSource, ReadContext } from './import-types'
import { parseJson } from './json-text'
import { openFile } from './open-file'
import { isChatGpt, readChatGpt } from './read-chatgpt'
import { isGloss, readGloss } from './read-gloss'
import { isOpenWebUi, readOpenWebUi } from './read-open-webui'
import { isPageAssist, readPageAssist } from './read-page-assist'
import { refusal } from './refusal'

type ImportContext = ReadContext & {
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  limits?: ImportLimits
}

/**
 * Reads a file that a reader chose, whatever program wrote it, and writes nothing. A conversation that is damaged is
 * left out and named; a file that is damaged as a whole is refused.
 * @throws {ChatError} `bad-request` with file, place and reason; the reason of the signal when it is aborted.
 */
export async function readImport(file: File, context: ImportContext): Promise<ImportFile> {
  const { signal, onProgress, limits = importLimits } = context
  const read: Omit<ImportFile, 'source'> = { name: file.name, bundles: [], leftOut: [], mended: 0 }
  const sources = new Set<ImportSource>()
  const candidates: Candidate[] = []
  for (const { name, text } of await openFile(file, limits, signal)) {
    const part = detect(name, parseJson(name, text, limits), context)
    sources.add(part.source)
    candidates.push(...part.candidates)
    read.leftOut.push(...(part.leftOut ?? []))
    if (part.settings) read.settings = part.settings
  }
  const [source, ...others] = sources
  if (source === undefined || others.length > 0) throw refusal(file.name, 'it mixes exports of several programs.')
  if (candidates.length > limits.conversations) {
    throw refusal(file.name, `it holds more than ${limits.conversations.toLocaleString('en')} conversations.`)
  }
  const breathe = breaths(signal)
  const seen = new Set<string>()
  for (const [index, candidate] of candidates.entries()) {
    onProgress?.({ done: index, total: candidates.length })
    // oxlint-disable-next-line no-await-in-loop -- the page draws in between
    await take(candidate, read, seen)
    // oxlint-disable-next-line no-await-in-loop
    await breathe()
  }
  return { ...read, source }
}

/** One damaged conversation must not keep the others out. */
async function take(
  { place, read: readOne }: Candidate,
  into: Omit<ImportFile, 'source'>,
  seen: Set<string>,
): Promise<void> {
  try {
    const { bundle, mended } = await readOne()
    const { id } = bundle.conversation
    if (seen.has(id)) throw new Error('it is in the file twice.')
    seen.add(id)
    into.bundles.push(bundle)
    if (mended) into.mended += 1
  } catch (cause) {
    into.leftOut.push({ place, reason: cause instanceof Error ? cause.message : String(cause) })
  }
}

type Part = { source: ImportSource; candidates: Candidate[] } & Partial<Pick<ImportFile, 'leftOut' | 'settings'>>

/** By what is in it: names of files mean nothing. */
function detect(name: string, value: unknown, context: ReadContext): Part {
  if (isGloss(value)) {
    try {
      const { settings, ...file } = readGloss(value, context)
      return { source: 'gloss', ...file, ...(settings ? { settings } : {}) }
    } catch (cause) {
      throw refusal(name, cause instanceof Error ? cause.message : 'it is damaged.', cause)
    }
  }
  if (isChatGpt(value)) return { source: 'chatgpt', candidates: readChatGpt(value, context) }
  if (isOpenWebUi(value)) return { source: 'open-webui', candidates: readOpenWebUi(value, context) }
  if (isPageAssist(value)) return { source: 'page-assist', candidates: readPageAssist(value, context) }
  throw refusal(name, 'it is not an export of Gloss, ChatGPT, Open WebUI or Page Assist.')
}
