/** Accepts pictures dropped anywhere on the page, or pasted. */
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Carried } from '../../workspace/input/bring';
import { editsText } from '../parts/editsText';
import { useWorkspace } from '../playground';

/** Types that may be a picture. A dropped link would otherwise navigate away from the page. */
const welcome = ['Files', 'text/uri-list', 'text/plain'];

const isWelcome = ({ dataTransfer: { types }, target }: DragEvent): boolean =>
  welcome.some((type) => types.includes(type)) && !editsText(target);

const carried = ({ files, types }: DataTransfer): Carried => ({ files: [...files], types: [...types] });

export function DropZone({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { receive } = useWorkspace().input;
  const [over, setOver] = useState(false);
  // Entering a child fires a leave on its parent, so count both to know when the pointer has left the page.
  const depth = useRef(0);

  const track = (event: DragEvent, step: number): void => {
    if (!isWelcome(event)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + step);
    setOver(depth.current > 0);
  };

  const drop = (event: DragEvent): void => {
    if (!isWelcome(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    void receive(carried(event.dataTransfer));
  };

  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (!event.clipboardData || editsText(event.target)) return;
      event.preventDefault();
      void receive(carried(event.clipboardData));
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [receive]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button and pasting are others.
    <div
      className="page"
      onDragEnter={(event) => track(event, 1)}
      onDragLeave={(event) => track(event, -1)}
      onDragOver={(event) => track(event, 0)}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className="drop" aria-hidden>
          <p>{t('picture.drop')}</p>
        </div>
      )}
    </div>
  );
}
