import { createContext } from 'react'

/** `shown` as the reader's board has them, `named` as a browser wants to be told (`Control+Alt+N`). */
export type NamedKeys = { shown: string; named: string }

/** The keys that press a control, by its `data-testid`. */
export const ControlKeys = createContext<ReadonlyMap<string, NamedKeys>>(new Map())
