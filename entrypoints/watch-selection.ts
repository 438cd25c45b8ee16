import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { serveLines } from '../lib/page/page-port'
import { selectedWords } from '../lib/page/selected-words'

/** A drag changes the selection with every letter. */
const calmMs = 250

/** Injected into the shown tab while the panel is seen; watches as long as the panel holds a line to it. */
export default defineUnlistedScript(() =>
  serveLines('watch-selection', ({ post }) => {
    let told = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      const words = selectedWords(window)
      if (words === told) return
      told = words
      post({ words })
    }
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(look, calmMs)
    }
    document.addEventListener('selectionchange', soon)
    look()
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', soon)
    }
  }),
)
