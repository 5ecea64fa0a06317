/**
 * A panel over the page or beside it: the native dialog, with a title and a close button. Escape closes the one opened
 * last, wherever the focus is, and nothing behind it.
 */
import { X } from 'lucide-react';
import { type PointerEvent, type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useReturnedFocus } from './focus';
import { IconButton } from './IconButton';
import '../styles/dialog.css';

interface Props {
  readonly title: ReactNode;
  /** The label of the close button. */
  readonly close: string;
  readonly onClose: () => void;
  readonly className: string;
  /** Blocks the page, and a click outside closes it. Otherwise the page stays usable beside it. */
  readonly isModal?: boolean;
  /** What gets the focus on opening; by default, the close button. */
  readonly focused?: () => HTMLElement | null;
  /** Called after closing; by default, the focus returns to what had it before. */
  readonly returnFocus?: () => void;
  readonly children: ReactNode;
  readonly 'data-large'?: boolean | undefined;
}

/** Whether a click is on the backdrop, which is part of a modal dialog too. */
function isBeside({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

const stop = (event: SyntheticEvent): void => event.stopPropagation();

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
      // Keys must not reach the blocked page.
      onKeyDown={(event) => isModal && event.stopPropagation()}
      // A portal's events reach its React parents, but the dialog does not lie in them.
      onClick={stop}
      onPointerMove={stop}
      onPointerUp={stop}
      onPointerDown={(event) => {
        stop(event);
        if (isModal && isBeside(event)) onClose();
      }}
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
