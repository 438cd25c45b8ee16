import { actionPlaces, type ActionPlace } from '../../../lib/chat/quick-action'
import styles from './ActionEditor.module.css'

const placeNames: Record<ActionPlace, string> = {
  selection: 'Menu on selected text',
  page: 'Menu on a page',
  link: 'Menu on a link',
  image: 'Menu on a picture',
  chip: 'Button in the panel',
  name: 'List behind “/”',
}

/** Where an action is offered. By its name and its keys it can be had in any case. */
export function PlacesField({
  value,
  onChange,
}: {
  value: readonly ActionPlace[]
  onChange: (places: ActionPlace[]) => void
}) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Where it is offered</legend>
      <div className={styles.places}>
        {actionPlaces.map((place) => (
          <label key={place} className={styles.place}>
            <input
              type="checkbox"
              data-testid={`action-place-${place}`}
              checked={value.includes(place)}
              onChange={(event) => {
                const wished = event.currentTarget.checked
                onChange(actionPlaces.filter((one) => (one === place ? wished : value.includes(one))))
              }}
            />
            {placeNames[place]}
          </label>
        ))}
      </div>
      <p className={styles.hint}>
        On a link only its words and its address are taken: the page behind it is not opened. A picture needs a model
        that sees.
      </p>
    </fieldset>
  )
}
