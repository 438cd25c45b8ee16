import { breaths } from './breath'
import type { ImportLimits } from './import-limits'
import { refusal } from './refusal'
import { isZip, listZip, unpack, type ZipEntry } from './zip'

/** A text to be read: the file itself, or one of an archive. */
export type ImportText = { name: string; text: string }

/** ChatGPT divides what is too long for one file. */
const conversationsName = /^conversations(-\d+)?\.json$/i

/**
 * The texts of a file that a reader chose.
 * @throws {ChatError} `bad-request` when it cannot be read or is too large; the reason of the signal when it is aborted.
 */
export async function openFile(file: File, limits: ImportLimits, signal?: AbortSignal): Promise<ImportText[]> {
  const { name } = file
  if (file.size > limits.fileBytes) throw refusal(name, `it is larger than ${megabytes(limits.fileBytes)}.`)
  if (file.size === 0) throw refusal(name, 'it is empty.')
  try {
    if (await isZip(file)) return await openArchive(file, limits, signal)
    return [{ name, text: await textOf(name, blobPieces(file), signal) }]
  } catch (cause) {
    // So the browser says that the disk does not give it.
    if (!(cause instanceof DOMException) || cause.name === 'AbortError') throw cause
    throw refusal(name, 'the browser cannot read it: it may have been moved, deleted or changed meanwhile.', cause)
  }
}

async function openArchive(file: File, limits: ImportLimits, signal: AbortSignal | undefined): Promise<ImportText[]> {
  const room = { bytes: limits.unpackedBytes }
  const texts: ImportText[] = []
  for (const entry of chosenEntries(file.name, await listZip(file.name, file, limits), limits)) {
    // oxlint-disable-next-line no-await-in-loop
    const text = await textOf(file.name, unpack(file.name, file, entry, room, signal), signal)
    texts.push({ name: `${file.name}: ${entry.name}`, text })
  }
  return texts
}

/** What an archive is read for: its conversations, or the only JSON in it. Nothing else is unpacked. */
function chosenEntries(name: string, entries: readonly ZipEntry[], { archiveFiles }: ImportLimits): ZipEntry[] {
  const conversations = entries.filter((entry) => conversationsName.test(entry.name))
  if (conversations.length > archiveFiles)
    throw refusal(name, `it holds more than ${archiveFiles} files of conversations.`)
  if (conversations.length > 0) return conversations.sort((one, other) => one.name.localeCompare(other.name, 'en'))
  const json = entries.filter((entry) => /\.json$/i.test(entry.name))
  if (json.length === 1) return json
  if (entries.some((entry) => /\.zip$/i.test(entry.name))) {
    throw refusal(name, 'it is an archive in an archive. Unpack it, and choose the one in it.')
  }
  throw refusal(name, 'this archive holds no conversations.json.')
}

async function textOf(
  name: string,
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const breathe = breaths(signal)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parts: string[] = []
  try {
    for await (const piece of source) {
      parts.push(decoder.decode(piece, { stream: true }))
      await breathe()
    }
    parts.push(decoder.decode())
  } catch (cause) {
    if (cause instanceof TypeError) throw refusal(name, 'it is not text in UTF-8.', cause)
    throw cause
  }
  return parts.join('')
}

async function* blobPieces(file: Blob): AsyncGenerator<Uint8Array> {
  const step = 4 * 1024 * 1024
  for (let from = 0; from < file.size; from += step) {
    // oxlint-disable-next-line no-await-in-loop
    yield new Uint8Array(await file.slice(from, from + step).arrayBuffer())
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MB`
}
