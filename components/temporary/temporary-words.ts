/** What a reader may rely on, and what not. */
export const whatItMeans =
  'It is held in memory, and nothing of it is written to this computer: no history, no search, no export, no backup. It is gone when the browser closes, or when Gloss is updated. What you ask goes to the model that you chose all the same.'
