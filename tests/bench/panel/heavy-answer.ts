/** Markdown as models write it when they write much of it, a piece a token. Every piece holds a word that no other holds. */
export function heavyPieces(tag: string, count: number): string[] {
  const pieces: string[] = []
  const word = (before = '', after = ' '): void => {
    pieces.push(`${before}${tag}w${pieces.length}${after}`)
  }
  const words = (many: number): void => {
    for (let index = 0; index < many; index += 1) word()
  }
  while (pieces.length < count) {
    word('\n\n## ')
    words(5)
    word('\n\n')
    words(20)
    word('**', '** ')
    words(8)
    word('`', '` ')
    words(8)
    word('[', '](https://example.org/page) ')
    words(12)
    for (let item = 0; item < 5; item += 1) {
      word(item === 0 ? '\n\n- **' : '\n- **', '** ')
      words(7)
    }
    word('\n\n| ', ' | ')
    word('', ' | ')
    word('', ' |\n| --- | --- | --- |')
    for (let row = 0; row < 4; row += 1) {
      word('\n| ', ' | ')
      word('', ' | ')
      word('', ' |')
    }
    for (let line = 0; line < 12; line += 1) {
      word(line === 0 ? '\n\n```ts\nconst ' : '\nconst ', ' = ')
      word("await read('", "', { ")
      word('', ': ')
      word('', ' })')
    }
    word('\n```\n\n> ')
    words(14)
  }
  return pieces.slice(0, count)
}
