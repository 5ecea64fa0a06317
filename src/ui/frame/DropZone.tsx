/** Takes pictures that are dropped anywhere on the page, or pasted. */
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlayground } from '../playground';

const carriesFiles = (transfer: DataTransfer | null): boolean => transfer?.types.includes('Files') === true;

export function DropZone({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { openPicture } = usePlayground();
  const [over, setOver] = useState(false);
  // Entering a child leaves its parent: only the balance tells when the pointer has left the page.
  const depth = useRef(0);

  const track = (event: DragEvent, step: number): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + step);
    setOver(depth.current > 0);
  };

  const drop = (event: DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void openPicture(file, file.name);
  };

  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const file = event.clipboardData?.files[0];
      if (!file) return;
      event.preventDefault();
      void openPicture(file, file.name);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [openPicture]);

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
