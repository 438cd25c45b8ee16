import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react'
import { longestQuestion, tooLong } from '../../lib/panel/chat-state'
import { longPaste } from '../../lib/panel/sources'
import { ActionPicker, actionListId, actionOptionId } from '../actions/ActionPicker'
import { useActionPicker } from '../actions/use-action-picker'
import { mentionAt } from '../context/tabs/mention'
import { TabPicker, tabListId, tabOptionId } from '../context/tabs/TabPicker'
import { useTabPicker } from '../context/tabs/use-tab-picker'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useSettings } from '../hooks/use-settings'
import { dictated } from '../dictation/dictated'
import { enterDoes, keysHint } from './composer/send-key'
import { useEarlyWords } from './composer/use-early-words'
import { useGrow } from './composer/use-grow'
import { useRecall } from './composer/use-recall'
import { refuseLongPaste } from './refuse-long-paste'
import styles from './Composer.module.css'

export type ComposerHandle = {
  /** Begins an `@word` where the cursor stands. */
  pickTabs: () => void
  /** Writes words where the cursor stands, as if they had been typed. */
  type: (words: string) => void
}

/** Where the question is written. An `@` lists the open tabs, a `/` at its start the quick actions; files and long texts that are pasted become chips. */
export function ComposerInput({ ref, placeholder }: { ref: Ref<ComposerHandle>; placeholder: string }) {
  const { chat, sources } = useChatSession()
  const text = useChatState((state) => state.text)
  const { sendKey } = useSettings()
  const [cursor, setCursor] = useState(0)
  const input = useComposerFocus(setCursor)
  /** Where the `@` stands of which the reader wants no list. */
  const [left, setLeft] = useState<number | null>(null)
  const begun = useRef(false)
  const move = useCursorMove(input, text)
  useGrow(input, text)

  const found = mentionAt(text, cursor)
  const mention = found && found.from !== left ? found : null
  const change = (changed: string, at: number) => {
    chat.setText(changed)
    setCursor(at)
    move(at)
  }
  useEarlyWords(input, change)
  const picker = useTabPicker({
    mention,
    text,
    onText: change,
    onLeave: () => {
      // What the menu wrote it takes back; what the reader wrote stays.
      if (begun.current && mention?.query === '') change(text.slice(0, mention.from) + text.slice(cursor), mention.from)
      setLeft(mention?.from ?? null)
      begun.current = false
    },
  })
  const slash = useActionPicker({ text, cursor, onText: change })
  const recallByKey = useRecall(change)
  useEffect(() => {
    if (!found) setLeft(null)
  }, [found])

  useImperativeHandle(ref, () => ({
    pickTabs: () => {
      const at = input.current?.selectionStart ?? text.length
      const gap = at === 0 || /\s$/.test(text.slice(0, at)) ? '' : ' '
      begun.current = true
      setLeft(null)
      change(`${text.slice(0, at)}${gap}@${text.slice(at)}`, at + gap.length + 1)
      input.current?.focus()
    },
    type: (words) => {
      const field = input.current
      if (!field) return
      field.focus()
      document.execCommand('insertText', false, dictated(words, field.value.slice(0, field.selectionStart)))
    },
  }))

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (picker.onKeyDown(event) || slash.onKeyDown(event) || recallByKey(event)) return
    const does = enterDoes(event, sendKey)
    if (does === undefined) return
    event.preventDefault()
    if (does === 'send') void chat.submit()
    // As if it had been typed, so that it can be undone.
    else document.execCommand('insertText', false, '\n')
  }
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const files = [...event.clipboardData.files]
    const pasted = event.clipboardData.getData('text/plain')
    // Programs that copy a part of a document add a picture of it: the words are what was meant.
    const isPictureOfText = pasted !== '' && files.every(({ type }) => type.startsWith('image/'))
    if (files.length > 0 && !isPictureOfText) {
      event.preventDefault()
      void sources.addFiles(files)
    } else if (pasted.length >= longPaste && pasted.length <= longestQuestion) {
      event.preventDefault()
      void sources.addPasted(pasted)
    } else refuseLongPaste(event, () => chat.report(tooLong()))
  }

  const tab = picker.isOpen ? picker.found[picker.active] : undefined
  const action = slash.isOpen ? slash.found[slash.active] : undefined
  return (
    <>
      {picker.isOpen && <TabPicker picker={picker} />}
      {slash.isOpen && <ActionPicker picker={slash} />}
      <textarea
        ref={input}
        className={styles.input}
        rows={1}
        // Where the panel is a tab, the browser would write down what stands in it.
        autoComplete="off"
        dir="auto"
        value={text}
        placeholder={placeholder}
        title={text === '' ? keysHint(sendKey) : undefined}
        aria-label="Your question"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={picker.isOpen ? tabListId : slash.isOpen ? actionListId : undefined}
        aria-activedescendant={(tab && tabOptionId(tab)) ?? (action && actionOptionId(action))}
        data-testid="composer-input"
        maxLength={longestQuestion}
        onPaste={onPaste}
        onChange={(event) => {
          begun.current &&= event.currentTarget.value.includes('@')
          chat.setText(event.currentTarget.value)
          setCursor(event.currentTarget.selectionStart)
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onBlur={(event) => {
          // The list has buttons of its own, and a prompt of the browser takes the focus only for a while.
          const isInList = event.relatedTarget?.closest('[data-testid="tab-picker"]')
          if (isInList || !document.hasFocus()) return
          setLeft(mention?.from ?? null)
          slash.leave()
        }}
        onKeyDown={onKeyDown}
      />
    </>
  )
}

function useComposerFocus(onFocus: (cursor: number) => void) {
  const input = useRef<HTMLTextAreaElement>(null)
  const requests = useChatState((state) => state.focusRequests)
  useEffect(() => {
    if (requests === 0 || !input.current) return
    input.current.focus()
    // What was written there by a button may begin a list.
    onFocus(input.current.selectionStart)
  }, [requests, onFocus])
  return input
}

/** Puts the cursor somewhere once a new text is drawn: before that, the browser would put it at the end. */
function useCursorMove(input: React.RefObject<HTMLTextAreaElement | null>, text: string): (to: number) => void {
  const target = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (target.current === null) return
    input.current?.setSelectionRange(target.current, target.current)
    target.current = null
  }, [input, text])
  return (to) => {
    target.current = to
  }
}
