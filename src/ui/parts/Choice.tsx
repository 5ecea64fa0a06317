/** A labelled drop-down: the platform's own, which phones open as a full list and every keyboard knows. */
import { useId } from 'react';
import { isChoice } from '../../workspace/choices';

interface Props<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly name: (value: T) => string;
  /** What stands in place of the value, while choosing that again is to be a change: a list tells of changes alone. */
  readonly instead?: string | null;
  readonly className?: string;
}

export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
  name,
  instead = null,
  className = '',
}: Props<T>) {
  const id = useId();
  return (
    <div className={`choice ${className}`}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={instead === null ? value : ''}
        onChange={({ target }) => isChoice(options, target.value) && onChange(target.value)}
      >
        {instead !== null && (
          <option value="" disabled hidden>
            {instead}
          </option>
        )}
        {options.map((option) => (
          <option key={option} value={option}>
            {name(option)}
          </option>
        ))}
      </select>
    </div>
  );
}
