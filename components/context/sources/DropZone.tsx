import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useChatSession } from '../../hooks/use-chat'
import styles from './Sources.module.css'

/** Takes files that are dropped anywhere on the panel; without it the browser would open them in its place. */
export function DropZone() {
  const { sources } = useChatSession()
  const [over, setOver] = useState(false)

  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const onLeave = (event: DragEvent) => {
      // Leaving one element for another is told too; outside there is none.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      setOver(false)
      if (!holdsFiles(event)) return
      event.preventDefault()
      void sources.addFiles([...(event.dataTransfer?.files ?? [])])
    }
    document.addEventListener('dragenter', onDrag)
    document.addEventListener('dragover', onDrag)
    document.addEventListener('dragleave', onLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('dragenter', onDrag)
      document.removeEventListener('dragover', onDrag)
      document.removeEventListener('dragleave', onLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [sources])

  if (!over) return null
  return (
    <div className={styles.drop} data-testid="drop-zone">
      <div className={styles.target}>
        <FileDown size={28} aria-hidden />
        <p className={styles.invitation}>Drop to attach</p>
        <p>Text, tables, code, PDF, Word documents, pictures. They stay on this computer until you ask.</p>
      </div>
    </div>
  )
}

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
