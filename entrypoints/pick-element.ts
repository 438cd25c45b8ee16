import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { elementContent, type ElementContent } from '../lib/page/overlay/element-content'
import { parsePress } from '../lib/page/overlay/keys'
import { openPicker } from '../lib/page/overlay/pick-overlay'
import { enveloped, type Envelope } from '../lib/page/page-content'
import { serveLines } from '../lib/page/page-port'

/** Injected into a tab on demand; picks when the panel opens a line to it. */
export default defineUnlistedScript(() =>
  serveLines('pick-element', ({ post, listen }) => {
    const picker = openPicker(document, window, {
      take: (element) => {
        const answer: Envelope<ElementContent | undefined> = enveloped(() => elementContent(element, document))
        if (answer.ok && !answer.value) return 'There is no text in this part. Try a wider one: press ↑.'
        picker.close()
        post({ type: 'taken', answer })
        return undefined
      },
      leave: () => {
        picker.close()
        post({ type: 'left' })
      },
    })
    listen((message) => {
      const press = parsePress(message)
      if (press) picker.press(press)
    })
    return () => picker.close()
  }),
)
