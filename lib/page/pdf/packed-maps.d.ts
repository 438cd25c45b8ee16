declare module 'virtual:character-maps' {
  /** The name and the length in bytes of each table, in the order in which they are packed. */
  export const sizes: [file: string, bytes: number][]
  /** All of them behind one another, as gzip in base64. */
  export const packed: string
}
