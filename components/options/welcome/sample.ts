/** What a reader can try Gloss on before opening a page: short enough to see that the answer stands in it. */
export const sample = {
  title: 'Notes in the margin',
  paragraphs: [
    'For most of the history of the book, margins were wide on purpose: readers were expected to write in them. A short note that explained a hard word beside the text was called a gloss.',
    'Printing made margins narrow, since paper was the dearest part of a book. Readers went on writing all the same. Around 1637 Pierre de Fermat noted beside a problem that he had a marvellous proof, which the margin was too narrow to hold. The next proof was found 358 years later.',
  ],
  questions: ['What is a gloss?', 'Why were margins wide?', 'What did Fermat write?'],
}
