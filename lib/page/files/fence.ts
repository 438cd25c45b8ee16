/** Source text as a markdown code block, whatever backticks it holds. */
export function fenced(language: string, source: string): string {
  const longest = Math.max(2, ...(source.match(/`{3,}/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${source}\n${fence}`
}
