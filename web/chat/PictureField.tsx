/** What the stranger sees of the visitor: the camera, softened, or a drawn shape. */
import { useId } from 'react'
import { kindWords } from './dictionary.ts'
import { PICTURE_CHOICES, type PictureChoice } from './settings.ts'

interface Props {
  readonly chosen: PictureChoice
  readonly onChoose: (picture: PictureChoice) => void
}

export function PictureField({ chosen, onChoose }: Props) {
  const name = useId()
  const { legend, choices } = kindWords.picture
  return (
    <fieldset className="group">
      <legend>{legend}</legend>
      {PICTURE_CHOICES.map((choice) => (
        <div key={choice} className="switch">
          <label>
            <input
              type="radio"
              name={name}
              checked={chosen === choice}
              onChange={() => onChoose(choice)}
            />
            <span>
              {choices[choice].label}
              <small>{choices[choice].hint}</small>
            </span>
          </label>
        </div>
      ))}
    </fieldset>
  )
}
