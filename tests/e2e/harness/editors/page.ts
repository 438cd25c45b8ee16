import { registerRichText } from '@lexical/rich-text'
import { Editor } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from 'lexical'
import Quill from 'quill'

/** Three rich editors as pages have them. What each of them believes to hold is what counts, not what is drawn. */
function holder(id: string): HTMLElement {
  const element = document.querySelector<HTMLElement>(`#${id}`)
  if (!element) throw new Error(`The page has no #${id}.`)
  return element
}

const paragraphs = ['The first paragraph stays as it is.', 'I has wrote this sentence.', 'The last one stays too.']

const tiptap = new Editor({
  element: holder('tiptap'),
  extensions: [StarterKit],
  content: {
    type: 'doc',
    content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  },
})

// Two changes within its usual second are one to its undo: quicker than a reader is, not quicker than a test.
const quill = new Quill(holder('quill'), { modules: { history: { delay: 300 } } })
quill.setText(paragraphs.join('\n'))
quill.history.clear()

const lexical = createEditor({
  namespace: 'page',
  onError: (error) => {
    throw error
  },
})
lexical.setRootElement(holder('lexical'))
registerRichText(lexical)
lexical.update(() => {
  $getRoot().append(...paragraphs.map((text) => $createParagraphNode().append($createTextNode(text))))
})

Object.assign(globalThis, {
  models: {
    tiptap: () => tiptap.getText({ blockSeparator: '\n' }),
    tiptapHtml: () => tiptap.getHTML(),
    quill: () => quill.getText().trimEnd(),
    lexical: () => lexical.getEditorState().read(() => $getRoot().getTextContent().replace(/\n+/g, '\n')),
  },
})
