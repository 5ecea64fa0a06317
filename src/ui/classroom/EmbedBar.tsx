/** Below an embedded page: links to the whole page and to full screen. */
import { ExternalLink, Maximize } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canFillScreen, fillScreen } from '../../store/fullScreen';
import { sharedAddress } from '../../store/share';
import { IconButton } from '../parts/IconButton';
import { usePlayground } from '../playground';
import '../styles/classroom.css';

export function EmbedBar() {
  const { t } = useTranslation();
  const { router } = usePlayground();
  const [link, setLink] = useState(() => sharedAddress(router.share().href));
  // The address follows the page's state, so the link is updated just before use.
  const renew = (_: SyntheticEvent): void => setLink(sharedAddress(router.share().href));
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
