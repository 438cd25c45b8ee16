/** What pasted settings did, without a key in it. */
export type EnvironmentReport = {
  providers: {
    providerId: string
    name: string
    /** What was set, such as "key" or "address". */
    set: string[]
    /** What to ask the browser for, so that it can be used. */
    originPattern: string
  }[]
  /** Lines that could not be used, each with its reason. Never holds a value. */
  problems: { line?: number; message: string }[]
}
