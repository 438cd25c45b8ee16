import { actionIcons, type ActionIcon as Name } from '../../../lib/chat/quick-action'
import { ActionIcon, iconNames } from '../../actions/ActionIcon'
import styles from './ActionEditor.module.css'

/** One picture of a small set: radio buttons underneath. */
export function IconField({ value, onChange }: { value: Name; onChange: (icon: Name) => void }) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Picture</legend>
      <div className={styles.icons}>
        {actionIcons.map((icon) => (
          <label key={icon} className={styles.icon} title={iconNames[icon]}>
            <input
              type="radio"
              name="action-icon"
              aria-label={iconNames[icon]}
              checked={icon === value}
              onChange={() => onChange(icon)}
            />
            <ActionIcon name={icon} size={17} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
