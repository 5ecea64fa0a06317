/** What the page does once it is usable and has come to rest: keeps itself for use offline, and says so. */
import { useEffect } from 'react';
import { keepOffline } from '../../store/offline';
import { OfflineNote } from './OfflineNote';
import '../styles/classroom.css';

export function Afterwards() {
  useEffect(() => {
    // In development files change all the time.
    if (import.meta.env.PROD) void keepOffline(`${import.meta.env.BASE_URL}sw.js`, import.meta.url);
  }, []);
  return <OfflineNote />;
}
