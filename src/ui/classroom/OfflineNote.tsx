/** Briefly announces that the page is ready for offline use or that a new version is waiting. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { offline } from '../../store/offline';

/** How long the note shows, in milliseconds: long enough to read it twice. */
const SHOWN = 12_000;

export function OfflineNote() {
  const { t } = useTranslation();
  const state = useStore(offline, (store) => store.state);
  const [isOver, setOver] = useState(false);
  const isNews = state === 'new' || state === 'waiting';
  useEffect(() => {
    if (!isNews) return;
    setOver(false);
    const timer = setTimeout(() => setOver(true), SHOWN);
    return () => clearTimeout(timer);
  }, [isNews]);
  // The live region exists before its text, so that the text is announced.
  return (
    <div className="offline-note" role="status">
      {isNews && !isOver && <p data-testid="offline-note">{t(`classroom.offline.${state}`)}</p>}
    </div>
  );
}
