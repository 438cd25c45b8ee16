import { describe, expect, it } from 'vitest'
import { parseCaptions } from '../../../../lib/page/transcript/caption-file'

describe('captions in a file', () => {
  it('are read from json3', () => {
    const body = JSON.stringify({
      events: [
        { tStartMs: 0, id: 1 },
        { tStartMs: 1_500, segs: [{ utf8: 'One ' }, { utf8: 'two' }, { acAsrConf: 0 }] },
      ],
    })
    expect(parseCaptions(body)).toEqual([
      { seconds: 0, text: '' },
      { seconds: 1.5, text: 'One two' },
    ])
  })

  it('are read from XML with seconds', () => {
    const body =
      '<?xml version="1.0" encoding="utf-8" ?><transcript><text start="1.2" dur="3">It&amp;#39;s <b>late</b></text><text start="4">&lt;i&gt;</text></transcript>'
    expect(parseCaptions(body)).toEqual([
      { seconds: 1.2, text: "It's late" },
      { seconds: 4, text: '<i>' },
    ])
  })

  it('are read from XML with milliseconds', () => {
    const body =
      '<timedtext format="3"><body><p t="1200" d="10" w="1"><s>One</s><s t="5"> two</s></p></body></timedtext>'
    expect(parseCaptions(body)).toEqual([{ seconds: 1.2, text: 'One two' }])
  })

  it.each(['', '{', '{"events":5}', '<html><p>Sorry</p></html>', '<text>no time</text>', 'null'])(
    'are none in %j',
    (body) => expect(parseCaptions(body)).toEqual([]),
  )

  it('keep an entity that names no character', () => {
    expect(parseCaptions('<text start="1">&#x110000; &unknown;</text>')).toEqual([
      { seconds: 1, text: '&#x110000; &unknown;' },
    ])
  })
})
