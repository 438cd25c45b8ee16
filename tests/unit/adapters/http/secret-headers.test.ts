import { afterEach, describe, expect, it, vi } from 'vitest'
import { send } from '../../../../lib/adapters/http'
import { scrub } from '../../../../lib/adapters/http/failure'
import { connectionTo } from '../../../helpers/wire-connection'
import { fakeFetch, json } from '../../../helpers/wire-fetch'

afterEach(() => vi.unstubAllGlobals())

const secretHeaders = { 'X-Gateway': 'hush-0123456789abcdef' }
const call = { method: 'POST', path: '/chat/completions', body: {} } as const
const { signal } = new AbortController()

function to(baseUrl: string, secretHeadersOrigin?: string) {
  return connectionTo('custom', {
    baseUrl,
    secretHeaders,
    ...(secretHeadersOrigin === undefined ? {} : { secretHeadersOrigin }),
  })
}

describe('headers that hold a secret', () => {
  it('go to the origin they were entered for, in place of others of their name', async () => {
    const sent = fakeFetch(() => json({}))
    await send({ ...to('https://a.example/v1', 'https://a.example'), headers: { 'x-gateway': 'open' } }, call, signal)
    expect(sent[0]?.headers.get('x-gateway')).toBe('hush-0123456789abcdef')
  })

  it.each([
    ['https://b.example/v1', 'https://a.example'],
    ['http://a.example/v1', 'https://a.example'],
    ['https://a.example:8443/v1', 'https://a.example'],
    ['https://a.example.evil.test', 'https://a.example'],
    ['https://a.example/v1', undefined],
    ['http://192.168.1.5/v1', 'http://192.168.1.5'],
  ])('do not go to %s when they belong to %s', async (baseUrl, origin) => {
    const sent = fakeFetch(() => json({}))
    const error: unknown = await send(to(baseUrl, origin), call, signal).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ kind: 'not-configured' })
    expect(String(error)).not.toContain('hush')
    expect(sent).toHaveLength(0)
  })

  it('are taken out of whatever a server says', () => {
    expect(scrub(to('https://a.example', 'https://a.example'), 'got hush-0123456789abcdef')).toBe('got [key removed]')
  })
})
