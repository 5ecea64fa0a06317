/** Opens the dialog for links, embedding, full screen and print. */
import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../parts/IconButton';
import { lazily } from '../parts/lazily';

const ShareDialog = lazily(() => import('../classroom/ShareDialog').then((part) => part.ShareDialog));

export function ShareButton() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        quiet
        label={t('app.share')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Share2 size={18} aria-hidden />
      </IconButton>
      {isOpen && <ShareDialog onClose={() => setOpen(false)} />}
    </>
  );
}
