/** What a map or a cell adds to the lead of the likeliest class, after the sentence that tells of it. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Network } from '../../../workspace/network';
import { rounded } from '../../../workspace/numbers';
import type { Selection } from '../../../workspace/selection';
import { createShares } from '../../../workspace/stage/liveShares';
import { useClassNames } from '../../parts/useClassNames';
import { useWorkspace } from '../../playground';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
}

export function Share({ network, selection: { layer, channel } }: Props) {
  const { t } = useTranslation();
  const names = useClassNames();
  const live = useWorkspace().part(createShares);
  useEffect(() => live.use(), [live]);
  const of = useStore(live.store, ({ shares }) => shares?.of);
  const share = useStore(live.store, ({ shares }) => shares?.maps.get(layer)?.[channel]);
  const name = of === undefined ? undefined : network.spec.labels[of];
  if (share === undefined || name === undefined) return null;
  return (
    <span data-testid="share" data-share={share} data-of={of}>
      {' '}
      {t('opened.saysShare', { name: names.short(name), share: `${share > 0 ? '+' : ''}${rounded(share)}` })}
    </span>
  );
}
