/** A labelled drop-down: the native one, which phones open as a full list and every keyboard can use. */
import { useId } from 'react';

interface Props<T extends string | number> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** An option in words, if its value is not a name or number. */
  readonly name?: (value: T) => string;
  /** Shown instead of the value when choosing the same value again must count: a select reports only changes. */
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
