import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { extractSelection } from '../lib/page/selection'
import { enveloped, UnreadableError } from '../lib/page/page-content'
import { rememberField } from '../lib/page/write-back/remember-field'

/** Injected into a frame on demand; what `main` returns is the answer. */
export default defineUnlistedScript(() =>
  enveloped(() => {
    const selection = extractSelection(window)
    if (!selection) throw new UnreadableError('nothing-selected')
    const field = rememberField(window)
    return field ? { ...selection, field } : selection
  }),
)
