import { afterAll, afterEach, beforeAll } from 'vitest'
import { startFakeProvider, type FakeProvider } from '../fake-provider/server'

export const reply = 'One two three four.'
export const reasoning = 'Let me think.'
export const key = 'sk-fake-0123456789abcdef'

/** A pretended provider for the tests of a file, as new for each of them. */
export function providerForClients(): () => FakeProvider {
  let provider: FakeProvider | undefined
  const running = (): FakeProvider => {
    if (!provider) throw new Error('The provider runs only within tests.')
    return provider
  }
  beforeAll(async () => {
    provider = await startFakeProvider()
    provider.script({ paceMs: 0, reply })
  })
  afterEach(() => {
    running().reset()
    // A pace, so that a reset does not overtake what was sent before it.
    running().script({ paceMs: 5, reply })
  })
  afterAll(() => running().close())
  return running
}
