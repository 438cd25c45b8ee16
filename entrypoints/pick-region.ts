import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { parsePress } from '../lib/page/overlay/keys'
import { drawn } from '../lib/page/overlay/overlay'
import { openRegion } from '../lib/page/overlay/region-overlay'
import { serveLines } from '../lib/page/page-port'

/** Injected into a tab on demand; lets a region be drawn when the panel opens a line to it. */
export default defineUnlistedScript(() =>
  serveLines('pick-region', ({ post, listen }) => {
    const overlay = openRegion(document, window, {
      take: (region) => {
        const view = { width: innerWidth, height: innerHeight }
        overlay.close()
        // The picture is of what is on the screen: the overlay must be off it.
        void drawn(window).then(() => post({ type: 'taken', answer: { region, view } }))
      },
      leave: () => {
        overlay.close()
        post({ type: 'left' })
      },
    })
    listen((message) => {
      const press = parsePress(message)
      if (press) overlay.press(press)
    })
    return () => overlay.close()
  }),
)
