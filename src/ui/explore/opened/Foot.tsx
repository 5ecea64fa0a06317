/** The keys, or what is done about edits while there are any; and what the colours mean. */
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedLayout } from '../../../workspace/stage/opened';
import { scaleGradient } from '../../../workspace/stage/palette';
import { lazily } from '../../parts/lazily';
import { useWork } from '../../playground';
import { useDisplay } from './display';
import { placed } from './placed';
import type { Copying } from './useCopying';
import type { OpenedState } from './useOpened';

const EditBar = lazily(() => import('../edit/EditBar').then((module) => module.EditBar));

interface Props {
  readonly layout: OpenedLayout;
  readonly opened: OpenedState;
  readonly copying: Copying;
  readonly isValue: boolean;
  readonly isPlayed: boolean;
}

export function Foot({ layout, opened: { view }, copying: { copy, isCopied }, isValue, isPlayed }: Props) {
  const { t } = useTranslation();
  const isEdited = useWork((state) => state.isEdited);
  const { palette } = useDisplay();
  const scale = useMemo(() => scaleGradient(palette), [palette]);
  const box = layout.places.foot;
  if (!box) return null;
  const rows = view.form.kind === 'rows' ? view.form.maps.length : 0;
  return (
    <footer className="opened-foot" style={placed(box)}>
      {isEdited && <EditBar />}
      {!isPlayed && !isEdited && (
        <>
          <Keys keys={['←', '→', '↑', '↓']}>{t(isValue ? 'opened.nextValue' : 'opened.moveWindow')}</Keys>
          {rows > 1 && <Keys keys={['0', '…', String(Math.min(9, rows - 1))]}>{t('opened.chooseRows')}</Keys>}
          <Keys keys={['[', ']']}>{t('opened.otherMaps')}</Keys>
          {!isValue && (
            <Keys keys={['Enter']}>{t(view.form.kind === 'rows' ? 'opened.openValue' : 'opened.openOne')}</Keys>
          )}
          <Keys keys={['Space']}>{t('opened.slideKey')}</Keys>
          {isValue && (
            <button type="button" className="opened-copy" onClick={copy}>
              <Keys keys={['C']}>{t('opened.copyKey')}</Keys>
            </button>
          )}
        </>
      )}
      <span role="status" data-testid="copied">
        {isCopied !== null && t(isCopied ? 'opened.copied' : 'opened.notCopied')}
      </span>
      <span className="opened-scale">
        {t('opened.belowZero')}
        <i style={{ background: scale }} />
        {t('opened.aboveZero')}
      </span>
    </footer>
  );
}

function Keys({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) {
  return (
    <span className="opened-keys">
      {keys.map((key) => (key === '…' ? <span key={key}>…</span> : <kbd key={key}>{key}</kbd>))} {children}
    </span>
  );
}
