/**
 * What opens over the page or beside it: the browser's own dialog, with a title and a button that closes it. Escape
 * closes the last one that was opened, wherever the focus is, and nothing that lies behind it.
 */
import { X } from 'lucide-react';
import { type PointerEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useReturnedFocus } from './focus';
import { IconButton } from './IconButton';
import '../styles/dialog.css';

interface Props {
  readonly title: ReactNode;
  /** What the button says that closes it. */
  readonly close: string;
  readonly onClose: () => void;
  readonly className: string;
  /** The page waits behind it, and a press beside it closes it. Otherwise one draws beside it. */
  readonly isModal?: boolean;
  /** What has the focus when it opens; otherwise the button that closes it. */
  readonly focused?: () => HTMLElement | null;
  /** Called once it has closed; otherwise the focus goes back to what had it before. */
  readonly returnFocus?: () => void;
  readonly children: ReactNode;
  readonly 'data-large'?: boolean | undefined;
}

/** Whether a press is on the page behind, which belongs to a modal dialog too. */
function isBeside({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

export function Dialog({ title, close, onClose, className, isModal = false, children, ...rest }: Props) {
  const giveBack = useReturnedFocus();
  const { focused, returnFocus = giveBack, ...attributes } = rest;
  const titled = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const latest = useRef({ onClose, focused, returnFocus });
  latest.current = { onClose, focused, returnFocus };

  useEffect(() => {
    const element = dialog.current;
    if (isModal) element?.showModal();
    else element?.show();
    latest.current.focused?.()?.focus();
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || [...document.querySelectorAll('dialog[open]')].at(-1) !== element) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      latest.current.onClose();
    };
    document.addEventListener('keydown', leave, { capture: true });
    return () => {
      document.removeEventListener('keydown', leave, { capture: true });
      element?.close();
      latest.current.returnFocus();
    };
  }, [isModal]);

  return createPortal(
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={titled}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Keys that are pressed over a page that waits are not for it.
      onKeyDown={(event) => isModal && event.stopPropagation()}
      onPointerDown={(event) => isModal && isBeside(event) && onClose()}
      {...attributes}
    >
      <div className="dialog-head">
        <h2 id={titled}>{title}</h2>
        <IconButton quiet label={close} onClick={onClose}>
          <X size={18} aria-hidden />
        </IconButton>
      </div>
      {children}
    </dialog>,
    document.body,
  );
}
