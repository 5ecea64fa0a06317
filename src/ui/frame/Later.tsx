/** Loads a part once the page is usable and idle. Nobody asked for it, so it may fail silently. */
import { type ComponentType, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakMore } from '../i18n';
import { Contained } from '../parts/Contained';
import { useCalm } from '../parts/useCalm';

export function Later() {
  const { i18n } = useTranslation();
  const isCalm = useCalm();
  const [View, setView] = useState<ComponentType | null>(null);
  useEffect(() => {
    if (!isCalm) return;
    Promise.all([import('../classroom/Afterwards'), speakMore(i18n)]).then(
      ([{ Afterwards }]) => setView(() => Afterwards),
      () => {},
    );
  }, [i18n, isCalm]);
  return (
    View && (
      <Contained>
        <View />
      </Contained>
    )
  );
}
