/** One picture, as large as there is room. */
import { transferWords } from './dictionary.ts'
import { useDialog } from './useDialog.ts'

interface Props {
  readonly url: string
  readonly name: string
  readonly onSave: (() => void) | null
  readonly onClose: () => void
}

export function PictureDialog({ url, name, onSave, onClose }: Props) {
  const dialog = useDialog(onClose)
  const { picture, transfer } = transferWords
  return (
    <dialog ref={dialog} className="dialog picture-dialog" aria-label={name}>
      <h2 className="spoken" tabIndex={-1}>
        {name}
      </h2>
      <img src={url} alt={name} draggable={false} />
      <div className="to-send-actions">
        {onSave !== null && (
          <button type="button" className="button" onClick={onSave}>
            {transfer.save}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {picture.close}
        </button>
      </div>
    </dialog>
  )
}
