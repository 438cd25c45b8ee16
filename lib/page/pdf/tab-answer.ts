import * as v from 'valibot'

const pdf = v.object({
  kind: v.literal('pdf'),
  /** Base64. */
  data: v.pipe(v.string(), v.maxLength(140_000_000)),
  url: v.pipe(v.string(), v.maxLength(8_192)),
  title: v.pipe(v.string(), v.maxLength(2_000)),
})

/** What the script finds in a tab. `other`: no PDF; `refused`: its address gives the bytes to nobody but the viewer. */
export const pdfTabAnswer = v.union([pdf, v.object({ kind: v.picklist(['other', 'refused', 'too-large']) })])

export type PdfTabAnswer = v.InferOutput<typeof pdfTabAnswer>
