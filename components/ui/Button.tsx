import { use, type ButtonHTMLAttributes, type ComponentProps, type ReactNode } from 'react'
import { ControlKeys } from './control-keys'
import { tooltip } from './tooltip'
import styles from './Button.module.css'

type ButtonProps = ComponentProps<'button'> & {
  look?: 'primary' | 'plain' | 'quiet' | 'danger'
  icon?: ReactNode
}

export function Button({ look = 'plain', icon, children, className = '', ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`${styles.button} ${styles[look]} ${className}`}>
      {icon}
      {children}
    </button>
  )
}

type IconButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'title'> & {
  /** What it does, for a screen reader and as the tooltip. */
  label: string
  look?: 'quiet' | 'primary'
  'data-testid'?: string | undefined
}

export function IconButton({ label, look = 'quiet', children, className = '', ...rest }: IconButtonProps) {
  const keys = use(ControlKeys).get(rest['data-testid'] ?? '')
  return (
    <button
      type="button"
      {...rest}
      {...tooltip(keys === undefined ? label : `${label} (${keys.shown})`)}
      aria-label={label}
      aria-keyshortcuts={keys?.named}
      className={`${styles.icon} ${styles[look]} ${className}`}
    >
      {children}
    </button>
  )
}
