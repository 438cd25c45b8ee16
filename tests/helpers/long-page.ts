/** A page of so many sections, each with a fact of its own, together about so many characters. */
export function longPage(sections: number, characters: number): string {
  const filler = 'The weather over the northern islands stayed calm, and the ferries kept their hours. '
  const each = Math.floor(characters / sections)
  return Array.from({ length: sections }, (_, index) => {
    const number = String(index + 1).padStart(2, '0')
    const head = `## Chapter ${number}\n\nThe code of chapter ${number} is FACT-${number}.\n\n`
    return `${head}${filler.repeat(Math.ceil((each - head.length) / filler.length)).slice(0, each - head.length - 2)}\n\n`
  }).join('')
}
