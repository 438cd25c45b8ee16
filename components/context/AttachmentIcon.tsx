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

/** The site's own icon for a page, a small view of an image, and a sign of its kind for everything else. */
export function AttachmentIcon({ attachment: { kind, icon, image } }: { attachment: Attachment }) {
  if (image) return <img className={styles.thumbnail} src={dataAddress(image)} alt="" />
  if (icon !== undefined && kind === 'page') return <img className={styles.favicon} src={icon} alt="" />
  const Icon = icons[kind]
  return <Icon size={14} aria-hidden />
}

export function dataAddress({ mediaType, data }: NonNullable<Attachment['image']>): string {
  return `data:${mediaType};base64,${data}`
}
