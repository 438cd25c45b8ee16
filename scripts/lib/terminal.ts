/** Lines for whoever runs a command by hand or reads its log later: plain text, one fact each. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Runs a command's main function; a failure ends it with one sentence instead of a stack. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
