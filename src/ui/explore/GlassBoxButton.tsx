/** Opens the glass box: how each layer is computed, how long it takes and whether it is right. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazily } from '../parts/lazily';

const GlassBox = lazily(() => import('./glass/GlassBox').then((module) => module.GlassBox));

export function GlassBoxButton() {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('profiler.glassBox')}
      </button>
      {isOpen && <GlassBox onClose={() => setIsOpen(false)} />}
    </>
  );
}
