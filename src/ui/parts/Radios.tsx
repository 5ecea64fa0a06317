/** One choice of a few, all visible: native radio buttons, drawn as their options. */
import { type ReactNode, useId } from 'react';

interface Props<T extends string | number> {
  readonly label: string;
  readonly className: string;
  readonly options: readonly T[];
  /** Null: none of them. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly name?: (value: T) => string;
  /** Drawn instead of the name. */
  readonly picture?: (value: T) => ReactNode;
}

export function Radios<T extends string | number>(props: Props<T>) {
  const { label, className, options, value, onChange, name = String, picture } = props;
  const group = useId();
  return (
    <div role="radiogroup" className={className} aria-label={label}>
      {options.map((option) => (
        <label key={option} className="radio" title={picture && name(option)}>
          <input
            type="radio"
            name={group}
            checked={option === value}
            aria-label={picture && name(option)}
            onChange={() => onChange(option)}
          />
          <span>{picture ? picture(option) : name(option)}</span>
        </label>
      ))}
    </div>
  );
}
