/** Below an embedded page: links to the whole page and to full screen. */
import { Maximize } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canFillScreen, fillScreen } from '../../store/fullScreen';
import { IconButton } from '../parts/IconButton';
import { WholePage } from '../parts/WholePage';
import '../styles/classroom.css';

export function EmbedBar() {
  const { t } = useTranslation();
  return (
    <footer className="embed-bar">
      <WholePage />
      {canFillScreen() && (
        <IconButton quiet label={t('classroom.share.fullScreen')} onClick={() => fillScreen().catch(() => {})}>
          <Maximize size={16} aria-hidden />
        </IconButton>
      )}
    </footer>
  );
}
