import { describe, expect, it } from 'vitest'
import { rankTabs } from '../../../lib/panel/rank-tabs'
import type { OpenTab } from '../../../lib/panel/tabs'

const tab = (title: string, site = 'a.example', path = ''): OpenTab => ({
  id: title.length,
  title,
  site,
  url: `https://${site}/${path}`,
  isCurrent: false,
})

const ranked = (tabs: OpenTab[], query: string) => rankTabs(tabs, query).map(({ title }) => title)

describe('the list of tabs', () => {
  it('keeps its order while nothing is looked for', () => {
    expect(ranked([tab('Two'), tab('One')], '')).toEqual(['Two', 'One'])
  })

  it('puts a title that begins so before one that has the word, and that before a part of a word', () => {
    const tabs = [tab('Somewhere near'), tab('On the earth'), tab('Earth and sky')]
    expect(ranked(tabs, 'ear')).toEqual(['Earth and sky', 'On the earth', 'Somewhere near'])
  })

  it('finds by site and by address, and wants every word to fit', () => {
    const tabs = [tab('News', 'daily.example', 'sport/ball'), tab('Sport', 'other.example')]
    expect(ranked(tabs, 'daily')).toEqual(['News'])
    expect(ranked(tabs, 'ball')).toEqual(['News'])
    expect(ranked(tabs, 'sport other')).toEqual(['Sport'])
    expect(ranked(tabs, 'sport nothing')).toEqual([])
  })

  it('does not mind capitals and accents', () => {
    expect(ranked([tab('Über die Ränder')], 'ran')).toEqual(['Über die Ränder'])
    expect(ranked([tab('Uber')], 'Ü')).toEqual(['Uber'])
  })
})
