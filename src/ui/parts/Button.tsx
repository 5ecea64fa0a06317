/** A button that keeps the focus while it has nothing to do: one that is `disabled` would lose it to nowhere. */
import type { ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'button'>, 'type' | 'disabled'> {
  /** There is nothing to do by it at the moment. */
  readonly idle?: boolean;
}

export function Button({ idle = false, className = 'button', onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      className={className}
      aria-disabled={idle || undefined}
      onClick={idle ? undefined : onClick}
      {...rest}
    />
  );
}
