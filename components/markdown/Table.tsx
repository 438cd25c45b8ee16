import type { ReactNode } from 'react'
import { ScrollBox } from './ScrollBox'

type TableProps = {
  header: readonly ReactNode[]
  rows: readonly (readonly ReactNode[])[]
  /** By column; null leaves it to the text's direction. */
  align: readonly ('left' | 'right' | 'center' | null)[]
  dir: 'auto' | undefined
}

/** A table that scrolls sideways in its own box. */
export function Table({ header, rows, align, dir }: TableProps) {
  const alignment = (column: number) => {
    const textAlign = align[column]
    return textAlign ? { textAlign } : undefined
  }
  return (
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
  )
}
