import type { ComponentProps } from 'react'
import controls from './controls.module.css'

type AddressInputProps = Omit<ComponentProps<'input'>, 'onChange' | 'className'> & {
  onChange: (address: string) => void
}

/** A field for the address of a server: nothing may be completed, capitalised or corrected in it. */
export function AddressInput({ onChange, ...rest }: AddressInputProps) {
  return (
    <input
      {...rest}
      className={`${controls.input} ${controls.address}`}
      inputMode="url"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
