import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { extractVisible } from '../lib/page/extract-visible'
import { enveloped } from '../lib/page/page-content'

/** Injected into a tab on demand; what `main` returns is the answer. */
export default defineUnlistedScript(() => enveloped(() => extractVisible(document)))
