declare module 'virtual:character-maps' {
  /** The name and the length in bytes of each table, in the order in which they are packed. */
  export const sizes: [file: string, bytes: number][]
  /** The 85 digits in which they are written, from that for 0 on. */
  export const digits: string
  /** Bytes of what is packed. */
  export const length: number
  /** All of them behind one another, as gzip: four bytes, the first the highest, to five digits; zeros fill it up. */
  export const packed: string
}
