import { useEffect, useState } from 'react'
import { takeErased, type Erasure } from '../../lib/db/erase'
import { Notice } from '../ui/Notice'
import { useOptions } from './options-context'

const sentences: Record<Erasure, string> = {
  conversations: 'All conversations were deleted. Keys, presets and settings are as they were.',
  everything: 'Everything was deleted: Gloss is as it was when it was installed.',
}

/** Says what is gone, on the page that Gloss opens when it has started anew. */
export function ErasedNotice() {
  const { report } = useOptions()
  const [erased, setErased] = useState<Erasure>()
  useEffect(() => {
    takeErased().then((what) => what && setErased(what), report)
  }, [report])
  return (
    erased && (
      <Notice tone="success" testId="erased">
        {sentences[erased]}
      </Notice>
    )
  )
}
