import { browser } from 'wxt/browser'
import { useState } from 'react'
import type { SettingsPatch } from '../../lib/chat/settings'
import { useSettings } from '../hooks/use-settings'
import styles from './NotifySetting.module.css'
import { SettingCheckbox } from './SettingCheckbox'

/** Whether the desktop tells of finished answers. The browser is asked for leave in the click that turns it on. */
export function NotifySetting({ onChange }: { onChange: (patch: SettingsPatch) => void }) {
  const { notifyWhenFinished } = useSettings()
  const [refused, setRefused] = useState(false)
  const wish = (wished: boolean) => {
    // First thing in the click: the gesture is gone after the first await.
    const allowed = wished ? askLeave() : Promise.resolve(true)
    void allowed.then((isAllowed) => {
      setRefused(!isAllowed)
      if (isAllowed) onChange({ notifyWhenFinished: wished })
    })
  }
  return (
    <SettingCheckbox
      id="notify-when-finished"
      label="Tell me when an answer is finished"
      hint="With a notification, when no panel shows the answer. It names the conversation and nothing that stands in it."
      checked={notifyWhenFinished}
      onChange={wish}
    >
      {refused && (
        <p role="alert" className={styles.refused}>
          The browser was told not to allow notifications: Gloss cannot show any until you do.
        </p>
      )}
    </SettingCheckbox>
  )
}

function askLeave(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['notifications'] }).catch(() => false)
}
