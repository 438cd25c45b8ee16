import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { extractSelection } from '../lib/page/selection'
import { enveloped, UnreadableError } from '../lib/page/page-content'

/** Injected into a frame on demand; what `main` returns is the answer. */
export default defineUnlistedScript(() =>
  enveloped(() => {
    const selection = extractSelection(window)
    if (!selection) throw new UnreadableError('nothing-selected')
    return selection
  }),
)
