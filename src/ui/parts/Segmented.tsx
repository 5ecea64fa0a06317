/** One choice of a few, all of them in sight: a radio group in a row. */
import { ToggleGroup } from 'radix-ui';
import { isChoice } from '../../store/choices';

interface Props<T extends string> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly name: (value: T) => string;
  readonly className?: string;
}

export function Segmented<T extends string>({ label, options, value, onChange, name, className = '' }: Props<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      className={`segmented ${className}`}
      aria-label={label}
      value={value}
      // A click on the chosen one would leave none: that is no choice here.
      onValueChange={(next) => isChoice(options, next) && onChange(next)}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option} value={option}>
          {name(option)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
