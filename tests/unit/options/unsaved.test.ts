import { act, createElement, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasUnsaved, Unsaved, useUnsaved } from '../../../components/options/unsaved'
import { reactRoot } from '../../helpers/react-root'

type Form = { name: string }
type Shown = ReturnType<typeof useUnsaved<Form>>

type EditorProps = { id: string; unsaved: Unsaved<Form>; show: (state: Shown) => void }

function Editor({ id, unsaved, show }: EditorProps): ReactNode {
  show(useUnsaved(unsaved, id, () => ({ name: 'as saved' })))
  return null
}

describe('a form that is left', () => {
  let page: Awaited<ReturnType<typeof reactRoot>>
  let shown: Shown | undefined
  const unsaved = new Unsaved<Form>('things')
  const show = (state: Shown) => {
    shown = state
  }

  const open = (id: string) => act(() => page.root.render(createElement(Editor, { key: id, id, unsaved, show })))
  const goAway = () => act(() => page.root.render(null))
  const type = (name: string) => act(() => shown?.setForm({ name }))

  beforeEach(async () => {
    page = await reactRoot()
    open('one')
  })
  afterEach(() => {
    unsaved.forget('one')
    page.unmount()
  })

  it('is as it was left when the reader comes back, until it is begun anew', () => {
    type('half typed')
    goAway()
    open('two')
    expect(shown).toMatchObject({ form: { name: 'as saved' }, isBack: false })
    open('one')
    expect(shown).toMatchObject({ form: { name: 'half typed' }, isBack: true })
    expect(hasUnsaved()).toBe(true)
    act(() => shown?.startOver())
    expect(shown).toMatchObject({ form: { name: 'as saved' }, isBack: false })
    expect(hasUnsaved()).toBe(false)
  })

  it('is forgotten once it was saved or given up, or says again what it said at first', () => {
    type('saved now')
    shown?.forget()
    goAway()
    open('one')
    expect(shown?.form.name).toBe('as saved')
    type('typed')
    type('as saved')
    expect(hasUnsaved()).toBe(false)
  })
})
