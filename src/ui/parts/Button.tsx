/** A button that keeps the focus while it has nothing to do; a `disabled` one would lose it. */
import type { ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'button'>, 'type' | 'disabled'> {
  /** It has nothing to do at the moment. */
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
