/** A button with only an icon: its name is announced, and shown on hover. */
import type { ComponentProps } from 'react';
import { Button } from './Button';

interface Props extends Omit<ComponentProps<typeof Button>, 'aria-label' | 'title' | 'className'> {
  readonly label: string;
  /** Without an outline. */
  readonly quiet?: boolean;
}

export function IconButton({ label, quiet = false, ...rest }: Props) {
  return <Button className={quiet ? 'quiet icon' : 'button icon'} aria-label={label} title={label} {...rest} />;
}
