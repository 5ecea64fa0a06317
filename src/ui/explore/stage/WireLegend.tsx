/** What the connections' colours and widths mean. */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Network } from '../../../workspace/network';
import { createShares } from '../../../workspace/stage/liveShares';
import { say } from '../../parts/Live';
import { useClassNames } from '../../parts/useClassNames';
import { useWorkspace } from '../../playground';

export function WireLegend({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { store } = useWorkspace().part(createShares);
  const isShown = useStore(store, ({ shares }) => shares !== null);
  const adds = useRef<HTMLSpanElement>(null);
  // The winner changes with the frame, and so without React.
  useLayoutEffect(() => {
    const write = (): void => {
      const { shares } = store.getState();
      if (!adds.current || !shares) return;
      const label = names.short(network.spec.labels[shares.of] ?? String(shares.of));
      say(adds.current, t('stageTools.wires.adds', { label }));
    };
    write();
    return store.subscribe(write);
  });
  if (!isShown) return null;
  return (
    <p className="wire-legend small">
      <span>
        <i className="adds" /> <span ref={adds} />
      </span>
      <span>
        <i /> {t('stageTools.wires.takes')}
      </span>
      <span>{t('stageTools.wires.thicker')}</span>
    </p>
  );
}
