import {
  Captions,
  File,
  FileText,
  FileType,
  Image,
  SquareDashedMousePointer,
  TextQuote,
  type LucideIcon,
} from 'lucide-react'
import type { Attachment, AttachmentKind } from '../../lib/chat/attachment'
import styles from './ContextChip.module.css'

const icons: Record<AttachmentKind, LucideIcon> = {
  selection: TextQuote,
  page: FileText,
  element: SquareDashedMousePointer,
  pdf: FileType,
  transcript: Captions,
  file: File,
  image: Image,
}

/** Kinds that are not a page as a whole keep their sign beside the site's icon. */
const parts: readonly AttachmentKind[] = ['selection', 'element', 'transcript']

/** The icon of the site, a small view of an image, and a sign of its kind for what is not simply a page. */
export function AttachmentIcon({ attachment: { kind, icon, image } }: { attachment: Attachment }) {
  if (image) return <img className={styles.thumbnail} src={dataAddress(image)} alt="" />
  const favicon = icon !== undefined && <img className={styles.favicon} src={icon} alt="" data-testid="site-icon" />
  if (favicon && !parts.includes(kind)) return favicon
  const Icon = icons[kind]
  return (
    <>
      <Icon size={14} aria-hidden />
      {favicon}
    </>
  )
}

export function dataAddress({ mediaType, data }: NonNullable<Attachment['image']>): string {
  return `data:${mediaType};base64,${data}`
}
