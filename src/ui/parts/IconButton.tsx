/** A button that shows nothing but an icon: its name is spoken, and shown on hovering. */
import type { ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'button'>, 'aria-label' | 'title' | 'className' | 'type'> {
  readonly label: string;
  /** Without an outline. */
  readonly quiet?: boolean;
}

export function IconButton({ label, quiet = false, ...rest }: Props) {
  return (
    <button type="button" className={quiet ? 'quiet icon' : 'button icon'} aria-label={label} title={label} {...rest} />
  );
}
