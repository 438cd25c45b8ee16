import { crc32, deflateRawSync } from 'node:zlib'

export type ZipFile = {
  path: string
  bytes: Uint8Array | string
  stored?: boolean
  flags?: number
  method?: number
  says?: number
  crc?: number
}

/** An archive as others write it, with whatever lies of it a test wants. */
export function zipOf(files: readonly ZipFile[], comment = ''): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const { path, bytes, stored = false, flags = 0, method, says, crc } of files) {
    const content = typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes)
    const packed = stored ? content : deflateRawSync(content)
    const name = Buffer.from(path)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(flags, 2)
    head.writeUInt16LE(method ?? (stored ? 0 : 8), 4)
    head.writeUInt32LE(crc ?? crc32(content), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(says ?? content.length, 18)
    head.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), head, rest, name]))
    locals.push(local)
    offset += local.length
  }
  const table = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(table.length, 8)
  end.writeUInt32LE(offset, 12)
  end.writeUInt16LE(comment.length, 16)
  return Uint8Array.from(
    Buffer.concat([...locals, table, Buffer.from('PK\x05\x06', 'latin1'), end, Buffer.from(comment)]),
  )
}
