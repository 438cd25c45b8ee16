const mebibyte = 1024 * 1024

/** What a file may be. More than anybody has, and less than would bring the browser down. */
export const importLimits = {
  fileBytes: 256 * mebibyte,
  /** Unpacked, of everything that is read of an archive. */
  unpackedBytes: 256 * mebibyte,
  archiveEntries: 100_000,
  /** Files of one archive that are read. */
  archiveFiles: 500,
  /** Levels of an object in an object. */
  depth: 200,
  values: 30_000_000,
  conversations: 100_000,
  messages: 20_000,
  attachments: 2_000,
  messageCharacters: 20_000_000,
  attachmentCharacters: 5_000_000,
  imageCharacters: 30_000_000,
  titleCharacters: 200,
}

export type ImportLimits = typeof importLimits
