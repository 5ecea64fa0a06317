/** A labelled drop-down: the platform's own, which phones open as a full list and every keyboard knows. */
import { useId } from 'react';

interface Props<T extends string | number> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** An option in words, where it is no name or number itself. */
  readonly name?: (value: T) => string;
  /** What stands in place of the value, while choosing that again is to be a change: a list tells of changes alone. */
  readonly instead?: string | null;
  readonly className?: string;
}

export function Choice<T extends string | number>({
  label,
  options,
  value,
  onChange,
  name = String,
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
        onChange={({ target }) => {
          const chosen = options.find((option) => String(option) === target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
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
