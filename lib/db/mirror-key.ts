export const mirrorPrefix = 'mirror:'

/** Where the second copy of a record lies in local storage. */
export function mirrorKey({ table, key }: { table: string; key: string | number }): string {
  return `${mirrorPrefix}${table}:${key}`
}
