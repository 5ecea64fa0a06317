/** What the connections' colours and widths mean. */
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Network } from '../../../workspace/network';
import { createShares } from '../../../workspace/stage/liveShares';
import { useClassNames } from '../../parts/useClassNames';
import { useWorkspace } from '../../playground';

export function WireLegend({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const of = useStore(useWorkspace().part(createShares).store, ({ shares }) => shares?.of ?? null);
  if (of === null) return null;
  return (
    <p className="wire-legend small">
      <span>
        <i className="adds" />{' '}
        {t('stageTools.wires.adds', { label: names.short(network.spec.labels[of] ?? String(of)) })}
      </span>
      <span>
        <i /> {t('stageTools.wires.takes')}
      </span>
      <span>{t('stageTools.wires.thicker')}</span>
    </p>
  );
}
