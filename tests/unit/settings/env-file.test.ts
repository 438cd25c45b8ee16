import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { applyEnvironment } from '../../../lib/settings/apply-environment'
import { secretOrigins } from '../../../lib/settings/connection'
import { parseEnvironment } from '../../../lib/settings/env-file'
import { readSettings } from '../../../lib/settings/settings'

describe('parseEnvironment', () => {
  it('understands every name it promises to', () => {
    const { changes, problems } = parseEnvironment(`
# models
OPENAI_API_KEY=sk-1
export OPENAI_URL="https://api.openai.com/v1/"
ANTHROPIC_API_KEY='sk-ant'   # mine
ANTHROPIC_API_VERSION=2023-06-01
OLLAMA_URL=http://127.0.0.1:11434
OPENROUTER_API_KEY=sk-or
OPENROUTER_REFERER=https://example.org
OPENROUTER_TITLE=Reading and writing
groq_api_key = gsk # comment
MISTRAL_API_KEY=m
GEMINI_API_KEY=g
XAI_API_KEY=x
DEEPSEEK_API_KEY=d#1
`)
    expect(problems).toEqual([])
    expect(changes).toEqual([
      { providerId: 'openai', key: 'sk-1', baseUrl: 'https://api.openai.com/v1', headers: {} },
      { providerId: 'anthropic', key: 'sk-ant', headers: { 'anthropic-version': '2023-06-01' } },
      { providerId: 'ollama', baseUrl: 'http://127.0.0.1:11434', headers: {} },
      {
        providerId: 'openrouter',
        key: 'sk-or',
        headers: { 'HTTP-Referer': 'https://example.org', 'X-OpenRouter-Title': 'Reading and writing' },
      },
      { providerId: 'groq', key: 'gsk', headers: {} },
      { providerId: 'mistral', key: 'm', headers: {} },
      { providerId: 'gemini', key: 'g', headers: {} },
      { providerId: 'xai', key: 'x', headers: {} },
      { providerId: 'deepseek', key: 'd#1', headers: {} },
    ])
  })

  it('takes the last of two, and lines of Windows', () => {
    expect(parseEnvironment('GROQ_API_KEY=a\r\nset GROQ_API_KEY=b\r\n').changes).toEqual([
      { providerId: 'groq', key: 'b', headers: {} },
    ])
  })

  it('says which of two does not count', () => {
    const { problems } = parseEnvironment('GROQ_API_KEY=hush1\n\nexport groq_api_key="hush2"\nGROQ_API_KEY=hush3')
    expect(problems.map(({ line }) => line)).toEqual([1, 3])
    expect(problems[0]?.message).toContain('line 3')
    expect(JSON.stringify(problems)).not.toContain('hush')
  })

  it('takes no key and no header that could not be sent', () => {
    const { changes, problems } = parseEnvironment('GROQ_API_KEY=ключ\nOPENROUTER_TITLE=日本語')
    expect(changes).toEqual([])
    expect(problems.map(({ line }) => line)).toEqual([1, 2])
  })

  it('takes addresses as they are found in the documentation of each', () => {
    const { changes } = parseEnvironment(
      'ANTHROPIC_BASE_URL=https://api.anthropic.com/v1\nOLLAMA_HOST=localhost:11434/api/chat\nGEMINI_URL=https://g.example/v1beta',
    )
    expect(changes.map(({ baseUrl }) => baseUrl)).toEqual([
      'https://api.anthropic.com',
      'http://localhost:11434',
      'https://g.example',
    ])
  })

  it('names the lines it cannot use, never their values', () => {
    const { changes, problems } = parseEnvironment('hello\nSECRET_TOKEN=hush\nGROQ_API_KEY=\nOLLAMA_URL=file:///hush')
    expect(changes).toEqual([])
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 3, 4])
    expect(JSON.stringify(problems)).not.toContain('hush')
  })

  it('never throws and never repeats a value in a problem', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9]{12,20}$/), fc.string(), (secret, noise) => {
        const { problems } = parseEnvironment(
          `${noise}\nGROQ_API_KEY=${secret}\nUNKNOWN=${secret}\nOLLAMA_URL=${secret}:x@`,
        )
        expect(JSON.stringify(problems)).not.toContain(secret)
      }),
    )
  })
})

describe('applyEnvironment', () => {
  beforeEach(() => fakeBrowser.reset())

  it('sets keys, addresses and headers, and binds each key to the address pasted with it', async () => {
    const report = await applyEnvironment(
      'GROQ_API_KEY=gsk-1\nGROQ_URL=https://gateway.example/v1\nOPENROUTER_TITLE=Mine',
    )
    expect(report).toEqual({
      providers: [
        { providerId: 'groq', name: 'Groq', set: ['key', 'address'], originPattern: 'https://gateway.example/*' },
        {
          providerId: 'openrouter',
          name: 'OpenRouter',
          set: ['header X-OpenRouter-Title'],
          originPattern: 'https://openrouter.ai/*',
        },
      ],
      problems: [],
    })
    expect((await secretOrigins('groq')).key).toBe('https://gateway.example')
    expect((await readSettings()).providers.openrouter?.headers).toEqual({ 'X-OpenRouter-Title': 'Mine' })
    expect(JSON.stringify(await readSettings())).not.toContain('gsk-1')
  })

  it('does not take a key for an unencrypted address by the way', async () => {
    const { providers, problems } = await applyEnvironment('XAI_URL=http://10.0.0.9/v1\nXAI_API_KEY=xai-1')
    expect(providers).toMatchObject([{ providerId: 'xai', set: ['address'] }])
    expect(problems[0]?.message).toContain('unencrypted')
    expect((await secretOrigins('xai')).key).toBeUndefined()
  })
})
