/** What takes minutes is only tried by `npm run test:soak`. */
export const isSoak = process.env.GLOSS_SOAK === '1'
