/** Loads a part once the page is usable and idle. Nobody asked for it, so it may fail silently. */
import { type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakMore } from '../i18n';
import { Contained } from '../parts/Contained';

/** Milliseconds after the first answer during which the connection is left to what the person asks for. */
const CALM = 2500;

export function Later() {
  const { i18n } = useTranslation();
  const [View, setView] = useState<ComponentType | null>(null);
  useEffect(() => {
    const root = document.documentElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      const [{ Afterwards }] = await Promise.all([import('../classroom/Afterwards'), speakMore(i18n)]);
      setView(() => Afterwards);
    };
    const settle = (): void => {
      if (root.dataset.ready !== 'true') return;
      observer.disconnect();
      timer = setTimeout(() => load().catch(() => {}), CALM);
    };
    const observer = new MutationObserver(settle);
    observer.observe(root, { attributeFilter: ['data-ready'] });
    settle();
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [i18n]);
  return (
    View && (
      <Contained>
        <View />
      </Contained>
    )
  );
}
