import type { ReactNode } from 'react'
import { CopyButton } from './CopyButton'
import { ScrollBox } from './ScrollBox'
import styles from './markdown.module.css'

type TableProps = {
  header: readonly ReactNode[]
  rows: readonly (readonly ReactNode[])[]
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
                <th key={column} scope="col" style={alignment(column)}>
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column} style={alignment(column)}>
                    {cell}
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
