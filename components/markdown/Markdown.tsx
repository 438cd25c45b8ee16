type MarkdownProps = { text: string; streaming: boolean }

/** An answer of a model, drawn as Markdown. */
export function Markdown({ text }: MarkdownProps) {
  return <div style={{ whiteSpace: 'pre-wrap' }}>{text}</div>
}
