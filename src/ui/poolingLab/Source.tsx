/** What is pooled, and with which windows, and the resulting sizes. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Standing } from '../../workspace/labs/pooling/pooling';
import { type MapId, mapIds, markKinds, numberLimits, sidesFor } from '../../workspace/labs/pooling/settings';
import { layerOfMap } from '../../workspace/labs/pooling/spec';
import { type AxisSize, pooledSize } from '../../workspace/labs/pooling/windows';
import { grouped, percent } from '../../workspace/numbers';
import { LabInput } from '../labs/LabInput';
import { Choice } from '../parts/Choice';
import { Slider } from '../parts/Slider';
import { Toggle } from '../parts/Toggle';
import { useSession } from '../playground';
import { useMeasures } from './useMeasures';
import { useChannel, usePooling, useSettings } from './usePooling';

export function Source({ standing }: { readonly standing: Standing | null }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const lang = useSession((state) => state.lang);
  const { subject, map, side, colour } = useSettings((settings) => settings);
  const channels = standing?.settings.map === map ? standing.pooling.spec.input.shape[0] : null;
  const mapName = (id: MapId): string => {
    const place = layerOfMap(id);
    if (!place) return t('pooling.pictureMap');
    const name = { model: place.record.short[lang], layer: place.layer };
    return t(place.isActivation ? 'pooling.activationMap' : 'pooling.featureMap', name);
  };
  return (
    <section className="pooling-group stack" data-part="input" aria-label={t('pooling.source')}>
      <LabInput
        choice={{ side, colour: map === 'picture' ? colour : channels === 3 ? 'rgb' : 'gray' }}
        sides={sidesFor(map)}
        // A network reads only the channels it was trained with, so a change of channels means the picture itself.
        onChoice={(next) => pooling.set({ ...next, ...(next.side === side && { map: 'picture' }) })}
      />
      <Toggle
        label={t('pooling.points')}
        checked={subject === 'points'}
        onChange={(isOn) => pooling.set({ subject: isOn ? 'points' : 'given' })}
      />
      <Choice
        label={t('pooling.map')}
        options={mapIds}
        value={map}
        onChange={(next) => pooling.set({ map: next })}
        name={mapName}
      />
      {map !== 'picture' && <p className="small muted">{t('pooling.mostOfNetwork', { side: sidesFor(map).at(-1) })}</p>}
      {standing && standing.pooling.channels > 1 && <Channel standing={standing} />}
    </section>
  );
}

function Channel({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const channel = useChannel(standing);
  const most = standing.pooling.channels - 1;
  return (
    <Slider
      inline
      label={t('pooling.channel')}
      value={channel}
      text={`${channel} / ${most}`}
      limits={[0, most, 1]}
      onChange={(next) => pooling.set({ channel: next })}
    />
  );
}

export function Windows({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const pooling = usePooling();
  const { window, stride, pad, marks } = useSettings((settings) => settings);
  const { geometry } = standing.pooling;
  const mostPad = Math.floor(window / 2);
  return (
    <section className="pooling-group stack" data-part="tools" aria-label={t('pooling.windows')}>
      <Slider
        inline
        label={t('pooling.window')}
        value={window}
        text={`${window} × ${window}`}
        limits={numberLimits.window}
        onChange={(next) => pooling.set({ window: next })}
      />
      <Slider
        inline
        label={t('pooling.stride')}
        value={stride}
        text={t('pooling.pixels', { count: stride })}
        limits={numberLimits.stride}
        onChange={(next) => pooling.set({ stride: next })}
      />
      <Slider
        inline
        label={t('pooling.pad')}
        value={pad}
        text={t('pooling.pixels', { count: pad })}
        limits={[0, Math.max(1, mostPad), 1]}
        onChange={(next) => pooling.set({ pad: next })}
      />
      {pad > 0 && <p className="muted small">{t('pooling.padHelp')}</p>}
      {geometry.window < window && <p className="muted small">{t('pooling.clamped', { ...geometry })}</p>}
      <Sizes standing={standing} />
      <Choice
        label={t('pooling.marks')}
        className="inline"
        options={markKinds}
        value={marks}
        onChange={(next) => pooling.set({ marks: next })}
        name={(each) => t(`pooling.markKinds.${each}`)}
      />
    </section>
  );
}

/** The output size with its formula filled in, and what is lost. */
function Sizes({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const { geometry } = standing.pooling;
  const { window, stride, pad } = geometry;
  const size = useMemo(() => pooledSize(geometry), [geometry]);
  const { height, width } = size;
  const formula = ({ input, output }: AxisSize): string =>
    `⌊(${input} + 2·${pad} − ${window}) ÷ ${stride}⌋ + 1 = ${output}`;
  const isSquare = height.input === width.input;
  const [all, kept] = [height.input * width.input, height.output * width.output];
  return (
    <div className="pooling-size stack" data-testid="output-size" data-height={height.output} data-width={width.output}>
      <p>
        {t('pooling.size')}{' '}
        <strong className="number">
          {height.output} × {width.output}
        </strong>
      </p>
      {(isSquare ? [height] : [height, width]).map((axis, i) => (
        <p key={isSquare || i === 0 ? 'height' : 'width'} className="number">
          {!isSquare && `${t(i === 0 ? 'pooling.height' : 'pooling.width')} `}
          {formula(axis)}
          <span className="muted small"> {t('pooling.remainder', { count: axis.remainder })}</span>
        </p>
      ))}
      {kept < all && (
        <p className="muted small">
          {t('pooling.kept', { all: grouped(all), kept: grouped(kept), percent: percent(1 - kept / all) })}
        </p>
      )}
      <Winning standing={standing} />
      {size.unseen > 0 && <p className="muted small">{t('pooling.unseen', { count: size.unseen })}</p>}
    </div>
  );
}

function Winning({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation();
  const winning = useMeasures(standing)?.winning;
  if (!winning) return null;
  return (
    <p className="muted small">{t('pooling.winning', { max: grouped(winning.max), min: grouped(winning.min) })}</p>
  );
}
