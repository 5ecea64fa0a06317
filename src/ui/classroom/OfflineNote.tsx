/** Says, quietly and for a while, that the page is ready for use offline, or that a new version waits. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { offline } from '../../store/offline';

/** Milliseconds that the note stands: long enough to be read twice. */
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
  // The region is there before its words, so that they are announced.
  return (
    <div className="offline-note" role="status">
      {isNews && !isOver && <p data-testid="offline-note">{t(`classroom.offline.${state}`)}</p>}
    </div>
  );
}
