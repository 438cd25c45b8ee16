import type { ModelChoice } from '../../hooks/model-choices'
import { presetValue } from '../../hooks/model-choices'
import { useAttempt } from '../../hooks/use-attempt'
import { presetIdOf, useModelChoices } from '../../hooks/use-model-choices'
import { ModelList } from '../../models/ModelList'
import list from '../../models/ModelList.module.css'
import { Dialog } from '../../ui/Dialog'

type PresetDialogProps = {
  /** Who wrote what is there, where there is an answer. */
  presetId?: string | undefined
  onChoose: (presetId: string) => void
  onClose: () => void
}

/** Lets a reader choose whom to ask this once; what new questions go to stays as it is. */
export function PresetDialog({ presetId, onChoose, onClose }: PresetDialogProps) {
  const { groups, lately } = useModelChoices()
  const attempt = useAttempt()
  const choose = (choice: ModelChoice) => {
    onClose()
    attempt(async () => onChoose(await presetIdOf(choice)))
  }
  return (
    <Dialog title="Answer again with…" onClose={onClose} testId="preset-dialog">
      <div className={list.inDialog}>
        <ModelList
          label="Models"
          groups={groups}
          lately={lately}
          chosen={presetId === undefined ? [] : [presetValue(presetId)]}
          onChoose={choose}
        />
      </div>
    </Dialog>
  )
}
