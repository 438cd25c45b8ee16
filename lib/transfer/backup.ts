import type { PortableSettings } from '../chat/settings'
import type { Bundle } from './bundle'

/**
 * Our own file. Version 0 is what Gloss saves when it cannot open its database: the tables as they are. Version 1 has
 * one entry for each conversation, with its messages and snapshots in it, so that one can be written, read and judged
 * without the others.
 */
export const backupKind = 'gloss-backup'
export const backupVersion = 1

type BackupHead = { gloss: string; exportedAt: number; settings?: PortableSettings }

/** The text before the first conversation. */
export function backupStart({ gloss, exportedAt, settings }: BackupHead): string {
  const head = {
    kind: backupKind,
    version: backupVersion,
    gloss,
    exportedAt: new Date(exportedAt).toISOString(),
    ...(settings ? { settings } : {}),
  }
  return `${JSON.stringify(head).slice(0, -1)},"conversations":[\n`
}

export function backupEntry({ conversation, ...others }: Bundle, isFirst: boolean): string {
  return `${isFirst ? '' : ',\n'}${JSON.stringify({ ...conversation, ...others })}`
}

export const backupEnd = '\n]}\n'
