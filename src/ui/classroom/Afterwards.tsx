/** What the page does once it is usable and idle: caches itself for offline use and prepares the handout. */
import { useEffect } from 'react';
import { isEmbedded } from '../../store/embed';
import { keepOffline } from '../../store/offline';
import { usePlayground } from '../playground';
import { Handout } from './Handout';
import { OfflineNote } from './OfflineNote';
import '../styles/classroom.css';

export function Afterwards() {
  const { router } = usePlayground();
  useEffect(() => {
    // In development, files change all the time; an embedded page is not a visit of its own.
    if (import.meta.env.PROD && !isEmbedded(router.parameters()))
      void keepOffline(`${import.meta.env.BASE_URL}sw.js`, import.meta.url);
  }, [router]);
  return (
    <>
      <OfflineNote />
      <Handout />
    </>
  );
}
