import { browser } from 'wxt/browser'
import type { Message } from '../../lib/chat/message'
import { call } from '../../lib/messaging/calls'
import { goingAlong } from '../../lib/prompts/attachment-text'
import { useAttachments } from '../hooks/use-attachments'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useVision } from '../hooks/use-vision'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'

/**
 * Says before a picture is sent that the chosen model cannot see it, or that nobody knows whether it does. Those that
 * were sent with earlier questions go along with the next.
 * @param messages the branch that is shown.
 */
export function VisionNotice({ messages }: { messages: readonly Message[] }) {
  const drafted = useChatState((state) => state.attachmentIds)
  const ids = [...messages.flatMap(({ attachmentIds }) => attachmentIds), ...drafted]
  const pictures = goingAlong(useAttachments(ids) ?? []).filter(({ image }) => image)
  if (pictures.length === 0) return null
  return <OfModel isNew={pictures.some(({ id }) => drafted.includes(id))} />
}

function OfModel({ isNew }: { isNew: boolean }) {
  const { choosePreset } = useChatSession()
  const attempt = useAttempt()
  const { vision, sentence, seeing } = useVision()
  // Who has asked about a picture already has seen what the model made of it.
  if (vision === 'sees' || (vision === 'unknown' && !isNew)) return null
  if (vision === 'unknown') {
    return (
      <Notice tone="info" testId="vision-unknown">
        Its provider does not say whether this model sees pictures. It may answer without.
      </Notice>
    )
  }
  const choose = () =>
    attempt(async () => {
      if (!seeing) return browser.runtime.openOptionsPage()
      return choosePreset('presetId' in seeing ? seeing.presetId : (await call('ensurePreset', seeing.model)).id)
    })
  return (
    <Notice
      tone="info"
      testId="vision-blind"
      action={<Button onClick={choose}>{seeing ? `Ask ${seeing.label} instead` : 'Set up models'}</Button>}
    >
      {sentence}
    </Notice>
  )
}
