import { createContext } from 'react'

/** The keys that press a control, by its `data-testid`, as they are shown. */
export const ControlKeys = createContext<ReadonlyMap<string, string>>(new Map())
