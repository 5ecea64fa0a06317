/** What the page does once it is usable and has come to rest: keeps itself for use offline, and is ready for paper. */
import { useEffect } from 'react';
import { isEmbedded } from '../../store/embed';
import { keepOffline } from '../../store/offline';
import { Handout } from './Handout';
import { OfflineNote } from './OfflineNote';
import '../styles/classroom.css';

export function Afterwards() {
  useEffect(() => {
    // In development files change all the time; and a page within another one is no visit of its own.
    if (import.meta.env.PROD && !isEmbedded(window.location.search))
      void keepOffline(`${import.meta.env.BASE_URL}sw.js`, import.meta.url);
  }, []);
  return (
    <>
      <OfflineNote />
      <Handout />
    </>
  );
}
