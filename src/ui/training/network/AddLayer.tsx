/** A plus between two rows that unfolds into the kinds of layers, each with a word on what it does. */
import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type RowKind, rowKinds } from '../../../workspace/training/network/rows';

interface Props {
  readonly label: string;
  /** The label stands beside the plus. */
  readonly isNamed?: boolean;
  readonly isOpen: boolean;
  /** No more layers may be added. */
  readonly isFull: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onAdd: (kind: RowKind) => void;
}

export function AddLayer({ label, isNamed = false, isOpen, isFull, onOpen, onAdd }: Props) {
  const { t } = useTranslation();
  const plus = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (isOpen) menu.current?.querySelector('button')?.focus();
  }, [isOpen]);
  if (isFull) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from any button within.
    <div
      className={isNamed ? 'builder-add' : 'builder-add between'}
      data-open={isOpen}
      onKeyDown={(event) => {
        if (!isOpen || event.key !== 'Escape') return;
        event.preventDefault();
        onOpen(false);
        plus.current?.focus();
      }}
    >
      <button
        ref={plus}
        type="button"
        className={isNamed ? 'builder-plus named' : 'builder-plus between'}
        title={label}
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => onOpen(!isOpen)}
      >
        <Plus size={14} aria-hidden />
        {isNamed && t('train.builder.add')}
      </button>
      {isOpen && (
        <fieldset ref={menu} className="builder-kinds" aria-label={label}>
          {rowKinds.map((kind) => (
            <button key={kind} type="button" className="builder-kind" onClick={() => onAdd(kind)}>
              <b>{t(`train.builder.kinds.${kind}`)}</b>
              <small className="builder-word">{t(`train.builder.words.${kind}`)}</small>
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
