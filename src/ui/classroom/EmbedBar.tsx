/** Below the page when it is part of another one: the way to the whole page, and to the whole screen. */
import { ExternalLink, Maximize } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressNow } from '../../store/addressBar';
import { canFillScreen, fillScreen } from '../../store/fullScreen';
import { sharedAddress } from '../../store/share';
import { IconButton } from '../parts/IconButton';
import '../styles/classroom.css';

export function EmbedBar() {
  const { t } = useTranslation();
  const [link, setLink] = useState(() => sharedAddress(addressNow(window)));
  // The address follows the page's state, so it is read when the link is about to be used.
  const renew = (_: SyntheticEvent): void => setLink(sharedAddress(addressNow(window)));
  return (
    <footer className="embed-bar">
      <a href={link} target="_blank" rel="noopener" onPointerDown={renew} onFocus={renew} onMouseEnter={renew}>
        {t('classroom.embedded.open')}
        <ExternalLink size={14} aria-hidden />
      </a>
      {canFillScreen() && (
        <IconButton quiet label={t('classroom.share.fullScreen')} onClick={() => fillScreen().catch(() => {})}>
          <Maximize size={16} aria-hidden />
        </IconButton>
      )}
    </footer>
  );
}
