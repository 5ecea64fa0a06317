/** What stands on the timeline, its axis, and what the colours of kernels end at. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { axes, ranges, toggled, trackNames } from '../../../workspace/training/watching';
import { Dialog } from '../../parts/Dialog';
import { Opens } from '../../parts/Opens';
import { Segmented } from '../../parts/Segmented';
import { Toggle } from '../../parts/Toggle';
import { useTrain, useWatching } from '../useTrain';
import { useTrackNames } from './tracks';

export function AddTrack() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Opens className="quiet" isOpen={isOpen} onChange={setOpen}>
        <Plus size={16} aria-hidden /> {t('train.watching.track')}
      </Opens>
      {isOpen && <Menu onClose={() => setOpen(false)} />}
    </>
  );
}

function Menu({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { watching } = useTrain();
  const names = useTrackNames();
  const { axis, range } = useWatching((state) => state);
  return (
    <Dialog className="sheet train-menu" title={t('train.watching.tracks')} close={t('train.close')} onClose={onClose}>
      {trackNames.map((name) => (
        <Toggle
          key={name}
          label={t(`train.watching.names.${name}`)}
          checked={names.includes(name)}
          onChange={() => watching.setState({ tracks: toggled(names, name) })}
        />
      ))}
      <p className="small muted">{t('train.watching.sizesNote')}</p>
      <p>{t('train.watching.axis')}</p>
      <Segmented
        label={t('train.watching.axis')}
        options={axes}
        value={axis}
        onChange={(next) => watching.setState({ axis: next })}
        name={(each) => t(`train.watching.axes.${each}`)}
      />
      <p>{t('train.watching.range')}</p>
      <Segmented
        label={t('train.watching.range')}
        options={ranges}
        value={range}
        onChange={(next) => watching.setState({ range: next })}
        name={(each) => t(`train.watching.ranges.${each}`)}
      />
    </Dialog>
  );
}
