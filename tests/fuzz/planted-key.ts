/** Stands in for a reader's key: it must come out of nothing. */
export const plantedKey = 'sk-planted-8d1f60c2a97b4e35'
