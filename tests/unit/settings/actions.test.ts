import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { allActions } from '../../../lib/chat/action-list'
import { builtinAction } from '../../../lib/chat/builtin-actions'
import { noActionSettings, type QuickAction } from '../../../lib/chat/quick-action'
import { parseActionSettings } from '../../../lib/settings/action-schema'
import { saveAction } from '../../../lib/settings/actions'
import { toPortable, withPortable } from '../../../lib/settings/portable'
import { defaultSettings } from '../../../lib/settings/schema'
import { readSettings } from '../../../lib/settings/settings'

const own: QuickAction = {
  id: 'mine',
  name: 'Mine',
  slug: 'mine',
  description: 'Does it',
  template: 'Do it with {{selection}}.',
  icon: 'star',
  places: ['selection', 'name'],
  waits: false,
  presetId: 'p',
  shortcut: 'Alt+Shift+E',
}

describe('stored quick actions', () => {
  it('are read as they were written', () => {
    const settings = { own: [own], changed: { explain: { name: 'Why?', hidden: true as const } }, order: ['mine'] }
    expect(parseActionSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
  })

  it.each([undefined, null, 'nonsense', 7, [], { own: 'x', changed: [], order: {} }])('are none in %o', (raw) => {
    expect(parseActionSettings(raw)).toEqual(noActionSettings)
  })

  it.each([
    ['no name', { name: '' }],
    ['an unknown place', { places: ['moon'] }],
    ['an unknown picture', { icon: 'moon' }],
    ['a template that names nothing known', { template: '{{nobody}}' }],
    ['open braces', { template: '{{selection' }],
    ['no template', { template: '' }],
    ['blanks in its word', { slug: 'two words' }],
    ['the id of a built-in one', { id: 'explain' }],
    ['something nobody knows', { code: 'alert(1)' }],
  ])('cost themselves alone with %s', (_what, damage) => {
    expect(parseActionSettings({ own: [{ ...own, ...damage }, own], changed: {}, order: [] }).own).toEqual([own])
  })

  it('lose a change that cannot be used, and one of an action that is gone', () => {
    const changed = { explain: { template: '{{nobody}}' }, gone: { name: 'x' }, translate: { name: 'In French' } }
    expect(parseActionSettings({ own: [], changed, order: [] }).changed).toEqual({ translate: { name: 'In French' } })
  })
})

describe('saveAction', () => {
  beforeEach(() => fakeBrowser.reset())

  it('keeps an action, and puts another in its place', async () => {
    await saveAction(own)
    await saveAction({ ...own, name: 'Still mine' })
    expect((await readSettings()).quickActions.own).toEqual([{ ...own, name: 'Still mine' }])
  })

  it.each([
    [{ template: 'Say {{nobody}}.' }, '{{nobody}} at line 1, character 5 stands for nothing'],
    [{ slug: 'explain' }, '/explain belongs to “Explain”.'],
    [{ shortcut: 'Ctrl+W' }, 'belongs to the browser'],
  ])('refuses %o, and saves nothing', async (damage, sentence) => {
    await expect(saveAction({ ...own, ...damage })).rejects.toThrow(sentence)
    expect((await readSettings()).quickActions).toEqual(noActionSettings)
  })
})

describe('quick actions of a file', () => {
  const createId = () => 'new'
  const explain = builtinAction('explain') ?? own
  const file = toPortable({
    ...defaultSettings,
    presets: [{ id: 'p', name: 'P', providerId: 'ollama', model: 'm', parameters: {} }],
    quickActions: {
      own: [own],
      changed: { explain: { template: 'Why {{selection}}?' }, translate: { hidden: true } },
      order: [],
    },
  })

  it('are the reader’s own, and built-in ones with other words', () => {
    expect(file.quickActions).toEqual([{ ...explain, template: 'Why {{selection}}?' }, own])
  })

  it('come as further ones, so that no file changes what a known name does', () => {
    const { settings, actionIds, presetIds } = withPortable(defaultSettings, file, createId)
    const all = allActions(settings.quickActions)
    expect(all.find(({ id }) => id === 'explain')).toEqual(explain)
    expect(settings.quickActions.changed).toEqual({})
    expect(settings.quickActions.own.map(({ name, slug }) => [name, slug])).toEqual([
      ['Explain', 'explain-2'],
      ['Mine', 'mine'],
    ])
    expect(settings.quickActions.own[1]).toMatchObject({ shortcut: 'Alt+Shift+E', presetId: presetIds[0] })
    expect(actionIds).toEqual(settings.quickActions.own.map(({ id }) => id))
  })

  it('do not come twice, nor take keys that are taken', () => {
    const once = withPortable(defaultSettings, file, createId).settings
    expect(withPortable(once, file, createId).actionIds).toEqual([])
    const other = { ...file, quickActions: [{ ...own, name: 'Other' }] }
    const { settings } = withPortable(once, other, createId)
    expect(settings.quickActions.own.at(-1)).toMatchObject({ name: 'Other', slug: 'mine-2' })
    expect(settings.quickActions.own.at(-1)?.shortcut).toBeUndefined()
  })
})
