/** Saves any of the maps as a picture and as numbers. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapColours } from '../../workspace/export/mapPicture';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import type { RowKind } from '../../workspace/labs/pooling/spec';
import { Choice } from '../parts/Choice';
import { Export } from '../parts/Export';
import { sizeOf } from './Bench';
import { lookOf } from './look';
import { useChannel, usePooling, useReading } from './usePooling';

const changing = ['clean', 'changed'] as const;

export function SaveMap({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const [wanted, setKind] = useState<RowKind>('max');
  const [branch, setBranch] = useState<(typeof changing)[number]>('clean');
  const reading = useReading(standing);
  const channel = useChannel(standing);
  const { kinds, channels, geometry } = standing.pooling;
  const kind = kinds.includes(wanted) ? wanted : 'max';
  const all = reading?.[branch].get(kind);
  if (!all) return null;
  const count = all.length / channels;
  const look = lookOf(standing, kind, channel, branch);
  const colours = (): MapColours => {
    if (look.colour !== 'signed') return look;
    const { min = 0, max = 0 } = pooling.lab.frame.getState().ranges.get(pooling.tensor(standing, branch, kind)) ?? {};
    return { ...look, extent: Math.max(0, -min, max) };
  };
  return (
    <section className="lab-save" data-part="save" aria-label={t('pooling.save')}>
      <Choice
        label={t('pooling.saveMap')}
        className="inline"
        options={kinds}
        value={kind}
        onChange={setKind}
        name={(each) => t(`pooling.kinds.${each}`)}
      />
      <Choice
        label={t('pooling.saveBranch')}
        className="inline"
        options={changing}
        value={branch}
        onChange={setBranch}
        name={(each) => t(`pooling.branches.${each === 'clean' ? each : standing.settings.experiment}`)}
      />
      <Export
        name={`${kind} ${branch}`}
        shape={sizeOf(kind, geometry)}
        values={async () => all.slice(channel * count, (channel + 1) * count)}
        colours={colours}
      />
    </section>
  );
}
