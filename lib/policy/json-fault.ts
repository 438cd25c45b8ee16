/** Where a text stops being JSON, and what was expected there. */
type Fault = { offset: number; expected: string }

// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these in a text
const string = /"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y
const blanks = /[ \t\n\r]*/y

/** Nobody writes deeper by hand, and every level is a call on the stack. */
const deepest = 100

/**
 * The first fault of a JSON text in one sentence with its line and column; undefined when there is none. Browsers word
 * their own errors differently, and some give no place.
 */
export function describeFault(text: string): string | undefined {
  const fault = findFault(text)
  if (!fault) return undefined
  const before = text.slice(0, fault.offset).split('\n')
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
  return fault.offset >= text.trimEnd().length
    ? `The JSON ends too early, at ${place}: ${fault.expected} is missing.`
    : `This is not JSON at ${place}: ${fault.expected} was expected.`
}

function findFault(text: string): Fault | undefined {
  let position = 0

  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = position
    if (!pattern.test(text)) return false
    position = pattern.lastIndex
    return true
  }
  const takeSign = (sign: string): boolean => {
    take(blanks)
    if (text[position] !== sign) return false
    position += 1
    take(blanks)
    return true
  }
  const missing = (expected: string): Fault => ({ offset: position, expected })

  const readValue = (depth: number): Fault | undefined => {
    if (depth > deepest) return missing('less nesting')
    if (takeSign('{')) return readMembers('}', () => readField(depth))
    if (takeSign('[')) return readMembers(']', () => readValue(depth + 1))
    if (take(string) || take(scalar)) return undefined
    return missing(text[position] === '"' ? 'a well-formed text in double quotes' : 'a value')
  }
  const readField = (depth: number): Fault | undefined => {
    if (!take(string)) return missing('a name in double quotes')
    return takeSign(':') ? readValue(depth + 1) : missing('a colon')
  }
  const readMembers = (end: string, read: () => Fault | undefined): Fault | undefined => {
    if (takeSign(end)) return undefined
    for (;;) {
      const fault = read()
      if (fault) return fault
      if (takeSign(end)) return undefined
      if (!takeSign(',')) return missing(`a comma or ${end}`)
    }
  }

  take(blanks)
  const fault = readValue(0)
  if (fault) return fault
  take(blanks)
  return position < text.length ? missing('the end') : undefined
}
