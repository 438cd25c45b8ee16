import type { ReactNode } from 'react'
import { CopyButton } from './CopyButton'
import { ScrollBox } from './ScrollBox'
import styles from './markdown.module.css'

type Cell = { content: ReactNode; text: string }

type TableProps = {
  header: readonly Cell[]
  rows: readonly (readonly Cell[])[]
  /** By column; null leaves it to the text's direction. */
  align: readonly ('left' | 'right' | 'center' | null)[]
  dir: 'auto' | undefined
  csv: () => string
}

/** A table that scrolls sideways in its own box, and goes into a spreadsheet. */
export function Table({ header, rows, align, dir, csv }: TableProps) {
  const alignment = (column: number) => {
    const textAlign = align[column]
    return textAlign ? { textAlign } : undefined
  }
  return (
    <figure>
      <figcaption className={styles.tableBar}>
        <CopyButton label="Copy as CSV" text={csv} />
      </figcaption>
      <ScrollBox name="Table">
        <table dir={dir}>
          <thead>
            <tr>
              {header.map((cell, column) => (
                <th key={column} scope="col" style={alignment(column)} className={figureClass(cell, undefined)}>
                  {drawCell(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column} style={alignment(column)} className={figureClass(cell, header[column])}>
                    {drawCell(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </figure>
  )
}

const rightToLeft = /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** Without letters a cell has no direction of its own: it stands where the words of its column stand. */
function figureClass({ text }: Cell, head: Cell | undefined): string | undefined {
  const [first] = /\p{L}/u.exec(head?.text ?? '') ?? []
  const follows = first === undefined || rightToLeft.test(first)
  return follows && !/\p{L}/u.test(text) ? styles.figure : undefined
}

/** Among words that run from right to left the signs of a figure would change sides: `5-` for -5, `20–10` for 10–20. */
function drawCell({ content, text }: Cell): ReactNode {
  return /\d/.test(text) && /[^\d.,\s]/.test(text) && !/\p{L}/u.test(text) ? <bdi dir="ltr">{content}</bdi> : content
}
