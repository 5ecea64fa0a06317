/** A link to the page by itself, as it is now, for one that stands in another page. */
import { ExternalLink } from 'lucide-react';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sharedAddress } from '../../store/share';
import { usePlayground } from '../playground';

export function WholePage() {
  const { t } = useTranslation();
  const { router } = usePlayground();
  const [link, setLink] = useState(() => sharedAddress(router.share().href));
  // The address follows the page's state, so the link is updated just before use.
  const renew = (_: SyntheticEvent): void => setLink(sharedAddress(router.share().href));
  return (
    <a
      className="button"
      href={link}
      target="_blank"
      rel="noopener"
      onPointerDown={renew}
      onFocus={renew}
      onMouseEnter={renew}
    >
      {t('classroom.embedded.open')}
      <ExternalLink size={14} aria-hidden />
    </a>
  );
}
