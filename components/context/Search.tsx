import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { IconButton } from '../ui/Button'
import { count } from './attachment-words'
import { matchesOf, type TextMark } from './text-chunks'
import styles from './PreviewDialog.module.css'

type SearchProps = {
  text: string
  /** Takes the places found and the one to look at; undefined while nothing is searched for. */
  onFound: (found: { marks: TextMark[]; current?: TextMark } | undefined) => void
}

/** Finds words in a text that the browser's own search cannot see all of at once. */
export function Search({ text, onFound }: SearchProps) {
  const [words, setWords] = useState('')
  const [marks, setMarks] = useState<TextMark[]>([])
  const [place, setPlace] = useState(0)
  const searching = words.trim() !== ''

  const show = (found: TextMark[], at: number) => {
    setMarks(found)
    setPlace(at)
    const current = found[at]
    onFound({ marks: found, ...(current ? { current } : {}) })
  }
  const search = (wanted: string) => {
    setWords(wanted)
    if (wanted.trim() === '') onFound(undefined)
    else show(matchesOf(text, wanted), 0)
  }
  const step = (by: number) => {
    if (marks.length > 0) show(marks, (place + by + marks.length) % marks.length)
  }
  // What was left out or taken back moves every place behind it.
  const again = useEffectEvent(() => {
    if (searching) search(words)
  })
  useEffect(() => again(), [text])

  return (
    <search className={styles.search}>
      <input
        type="search"
        className={styles.words}
        aria-label="Search in this text"
        placeholder="Search in this text"
        data-testid="preview-search"
        value={words}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          step(event.shiftKey ? -1 : 1)
        }}
      />
      {searching && (
        <>
          <span className={styles.found} role="status" data-testid="preview-found">
            {marks.length === 0 ? 'Not there' : `${count(place + 1)} of ${count(marks.length)}`}
          </span>
          <IconButton label="Earlier place" disabled={marks.length < 2} onClick={() => step(-1)}>
            <ChevronUp size={15} aria-hidden />
          </IconButton>
          <IconButton label="Later place" disabled={marks.length < 2} onClick={() => step(1)}>
            <ChevronDown size={15} aria-hidden />
          </IconButton>
        </>
      )}
    </search>
  )
}
