/**
 * A number that is typed as people type numbers. Enter or leaving the field takes it, Escape takes it back; arrow keys
 * step by `step`, Page Up and Page Down by ten steps. What cannot be taken stays in the field, with the reason below it.
 */
import { type KeyboardEvent, useId } from 'react';
import { exact } from '../../workspace/numbers';
import { type NumberLimits, stepped } from '../../workspace/typedNumber';
import { useDrafts } from './useDrafts';
import '../styles/number.css';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly limits?: NumberLimits;
  readonly step?: number;
  /** The name is there for screen readers only. */
  readonly isBare?: boolean;
  /** Takes the focus when it appears. */
  readonly isEager?: boolean;
  /** Typing is over: by Enter, by Escape, or because the focus went elsewhere with the number taken. */
  readonly onDone?: (how: 'key' | 'left') => void;
}

/** What arrow and page keys add, in steps. */
const steps: { readonly [key: string]: number } = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

export function NumberField(props: Props) {
  const { label, value, onChange, limits = {}, step = 1, isBare = false, isEager = false, onDone } = props;
  const id = useId();
  const drafts = useDrafts(
    () => value,
    (_, next) => onChange(next),
    limits,
  );
  const refusal = drafts.refusalOf(0);

  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    // Enter and Escape belong to the input method while it composes.
    if (event.nativeEvent.isComposing) return;
    const by = steps[event.key];
    if (event.key === 'Enter') {
      const { currentTarget } = event;
      if (drafts.commit(0)) onDone?.('key');
      // Once the number taken stands in the field.
      queueMicrotask(() => currentTarget.select());
    } else if (event.key === 'Escape' && (drafts.textOf(0) !== null || onDone)) {
      drafts.takeBack(0);
      onDone?.('key');
      // What lies around the field would close.
      event.stopPropagation();
    } else if (by !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      drafts.takeBack(0);
      onChange(stepped(drafts.nextOf(0), by, step, limits));
    } else return;
    event.preventDefault();
  };
  return (
    <span className={isBare ? 'number-field' : 'number-field choice'}>
      {!isBare && <label htmlFor={id}>{label}</label>}
      <input
        id={id}
        role="spinbutton"
        // Keypads for decimals have no minus on some phones.
        inputMode={(limits.least ?? -1) < 0 ? 'text' : limits.isWhole ? 'numeric' : 'decimal'}
        enterKeyHint="done"
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: it takes the place of what was activated.
        autoFocus={isEager}
        aria-label={isBare ? label : undefined}
        aria-valuenow={value}
        aria-valuemin={limits.least}
        aria-valuemax={limits.most}
        aria-valuetext={exact(value)}
        aria-invalid={refusal !== null}
        aria-describedby={refusal === null ? undefined : `${id}-refusal`}
        value={drafts.textOf(0) ?? exact(value)}
        onChange={({ target }) => drafts.type(0, target.value)}
        onFocus={({ target }) => target.select()}
        onBlur={() => {
          if (drafts.leave(0)) onDone?.('left');
        }}
        onKeyDown={key}
      />
      {refusal !== null && (
        <span id={`${id}-refusal`} role="alert" className="number-refusal">
          {refusal}
        </span>
      )}
    </span>
  );
}
