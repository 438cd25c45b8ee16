export const highlightName = 'gloss-quote'
export const pulseName = 'gloss-quote-pulse'

/** Both colours are named, so that it can be read on any page; no page's own rules come before it. */
export const highlightStyle = [
  `::highlight(${highlightName}) { background-color: #ffe27a !important; color: #1e1c10 !important; }`,
  `::highlight(${pulseName}) { background-color: #ffb300 !important; color: #1e1c10 !important; }`,
].join('\n')
