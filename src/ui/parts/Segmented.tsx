/** One choice of a few as words in a row. */
import { Radios } from './Radios';

interface Props<T extends string | number> {
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly name?: (value: T) => string;
  readonly className?: string;
}

export const Segmented = <T extends string | number>({ className = '', ...choice }: Props<T>) => (
  <Radios {...choice} className={`segmented ${className}`} />
);
