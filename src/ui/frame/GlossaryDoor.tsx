/** In the header: opens the glossary, as does the key `/` wherever nothing is being typed. */
import { BookOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editsText } from '../parts/editsText';
import { IconButton } from '../parts/IconButton';
import { lazily } from '../parts/lazily';

const GlossaryHere = lazily(() => import('../lessons/GlossaryHere').then((part) => part.GlossaryHere));

export function GlossaryDoor() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || editsText(event.target)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, []);
  return (
    <>
      <IconButton
        quiet
        label={t('app.glossary')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-keyshortcuts="/"
        onClick={() => setOpen(!isOpen)}
      >
        <BookOpen size={18} aria-hidden />
      </IconButton>
      {isOpen && <GlossaryHere onClose={() => setOpen(false)} />}
    </>
  );
}
