/** A class: its name, how many pictures it has, and some of them, a page at a time. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grouped } from '../../../workspace/numbers';
import type { SetFacts } from '../../../workspace/training/sets';
import { IconButton } from '../../parts/IconButton';
import { SetPicture } from './SetPicture';

/** Pictures of a class that are shown at once. */
export const PAGE = 12;

interface Props {
  readonly label: number;
  /** The name, or a field to change it. */
  readonly title: ReactNode;
  readonly name: string;
  readonly facts: SetFacts;
  readonly count: number;
  /** Of the class that has most. */
  readonly most: number;
  readonly first: number;
  readonly onFirst: (first: number) => void;
  readonly pictures: readonly Uint8Array[];
  readonly held: readonly boolean[];
  /** The place of the picture that is looked at, if it is of this class. */
  readonly opened: number | null;
  readonly onOpen: (place: number, bytes: Uint8Array) => void;
  readonly onDelete?: (place: number) => void;
  readonly isChosen?: boolean;
  readonly children?: ReactNode;
}

export function ClassRow(props: Props) {
  const { label, title, name, facts, count, most, first, onFirst, pictures, held, opened, onOpen, onDelete } = props;
  const { t } = useTranslation();
  const [stop, setStop] = useState(0);
  const key = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Delete' && onDelete && opened !== null) onDelete(opened);
    else if (step === undefined) return;
    else {
      const next = Math.max(0, Math.min(pictures.length - 1, stop + step));
      setStop(next);
      event.currentTarget.querySelectorAll('button')[next]?.focus();
    }
    event.preventDefault();
  };
  return (
    <li className="train-class" data-chosen={props.isChosen || undefined} data-testid="class" data-count={count}>
      <div className="train-class-head">
        <kbd aria-hidden>{label + 1}</kbd>
        {title}
        <i className="balance" style={{ '--share': count / Math.max(1, most) } as CSSProperties} aria-hidden />
        <span className="number muted">{grouped(count)}</span>
        {props.children}
        {count > PAGE && (
          <span className="row tight">
            <IconButton
              quiet
              label={t('train.own.earlier', { name })}
              idle={first === 0}
              onClick={() => onFirst(Math.max(0, first - PAGE))}
            >
              <ChevronLeft size={16} aria-hidden />
            </IconButton>
            <span className="small number muted">
              {grouped(first + 1)}–{grouped(Math.min(count, first + PAGE))}
            </span>
            <IconButton
              quiet
              label={t('train.own.later', { name })}
              idle={first + PAGE >= count}
              onClick={() => onFirst(first + PAGE)}
            >
              <ChevronRight size={16} aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
      {pictures.length > 0 && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows move among its buttons.
        <div className="train-examples" onKeyDown={key}>
          {pictures.map((bytes, i) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a place in the class is what it is.
              key={first + i}
              type="button"
              tabIndex={i === Math.min(stop, pictures.length - 1) ? 0 : -1}
              aria-pressed={opened === first + i}
              aria-label={t(held[i] ? 'train.own.heldExample' : 'train.own.example', {
                name,
                number: first + i + 1,
              })}
              data-held={held[i] || undefined}
              onFocus={() => setStop(i)}
              onClick={() => onOpen(first + i, bytes)}
            >
              <SetPicture bytes={bytes} facts={facts} />
            </button>
          ))}
        </div>
      )}
    </li>
  );
}
