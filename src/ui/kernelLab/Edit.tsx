/** One kernel in the hand: what its window reads, its numbers, the shifted pictures they weigh, and the maps. */
import { ArrowLeft, Redo2, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { depthOf, firstChannel, kernelAt } from '../../workspace/labs/kernelLab/design';
import { flip, normalise, symmetries } from '../../workspace/labs/kernelLab/edit';
import { editLayout, KERNEL, type Room } from '../../workspace/labs/kernelLab/layout';
import { choose, edit, redo, undo } from '../../workspace/labs/kernelLab/state';
import { rounded } from '../../workspace/numbers';
import { LabMaps } from '../labs/LabMaps';
import { Choice } from '../parts/Choice';
import { IconButton } from '../parts/IconButton';
import { historyKey } from '../parts/keys';
import { Segmented } from '../parts/Segmented';
import { Toggle } from '../parts/Toggle';
import { Activation } from './Activation';
import { Band } from './Band';
import { ActivationHead, Bias } from './Flow';
import { Foot } from './Foot';
import { type Held, KernelGrid } from './KernelGrid';
import { Head, MapFigure } from './MapFigure';
import { Presets } from './Presets';
import { Rail } from './Rail';
import { ReadPicture } from './ReadPicture';
import { Settings, useGeometry } from './Settings';
import { Shifted } from './Shifted';
import { useChannelName, useKernels, useKernelsState, useShapes } from './useKernels';
import { useLive } from './useLive';
import { useSeen } from './useSeen';

export function Edit({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  const { lab, store } = useKernels();
  const live = useLive();
  const root = useRef<HTMLDivElement>(null);
  const geometry = useGeometry();
  const [held, setHeld] = useState<Held>({ cell: 0, before: null });
  const size = geometry?.size;
  const padded = (axis: 'rows' | 'columns'): number =>
    size ? size[axis].input + size[axis].padBegin + size[axis].padEnd : 1;
  const layout = editLayout(room, padded('rows'), padded('columns'));
  useSeen(root, layout.map);
  if (!size) return null;
  const { isNarrow, map, unit } = layout;
  const key = (event: KeyboardEvent): void => {
    const which = historyKey(event);
    if (which) {
      event.preventDefault();
      // The pad uses the same keys to undo strokes.
      event.stopPropagation();
      (which === 'undo' ? undo : redo)(store);
    } else if (event.key === 'Escape' && !event.defaultPrevented) store.setState({ view: 'flow' });
  };
  const hand = (
    <Hand held={held} onHold={setHeld} side={isNarrow ? Math.min(400, room.width - 32 - 70) : KERNEL * unit} />
  );
  const feature = (
    <section className="kernel-map" style={{ width: map }}>
      <Head
        title={t('kernelLab.answers')}
        sub={t('kernelLab.answersSub')}
        tag={`${t('kernelLab.feature')}, ${live.feature.rows} × ${live.feature.columns}`}
      />
      <div style={{ width: map }}>
        <MapFigure layer={live.feature} which="feature" />
      </div>
    </section>
  );
  const read = (
    <div style={{ width: layout.columns * layout.pixel }}>
      <ReadPicture layout={layout} />
    </div>
  );
  const band = (
    <Band width={isNarrow ? room.width - 32 : 2 * map + 48 * unit} isNarrow={isNarrow} before={held.before} />
  );
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the controls within. */}
      <div ref={root} className="kernel-edit" data-narrow={isNarrow || undefined} onKeyDown={key}>
        {isNarrow ? (
          <>
            <LabMaps lab={lab} range="layer" className="kernel-edit-maps">
              {read}
              {feature}
            </LabMaps>
            {hand}
            <Settings isLong isStepped />
            <Activation />
            {band}
            <Tools />
            <Presets count={7} />
          </>
        ) : (
          <>
            {read}
            {hand}
            <div className="kernel-right">
              <LabMaps lab={lab} range="layer" className="kernel-pair">
                {feature}
                <Activation />
                <section className="kernel-map" style={{ width: map }}>
                  <ActivationHead />
                  {live.activation !== live.feature && (
                    <div style={{ width: map }}>
                      <MapFigure layer={live.activation} which="activation" />
                    </div>
                  )}
                </section>
              </LabMaps>
              {band}
              <Tools />
              <p className="kernel-keys small muted">{t('kernelLab.cellHelp')}</p>
            </div>
            <Settings isLong />
          </>
        )}
      </div>
      <Foot player={live.player} />
    </>
  );
}

interface HandProps {
  readonly held: Held;
  readonly onHold: (held: Held) => void;
  /** Of the kernel, in CSS pixels. */
  readonly side: number;
}

/** The kernel with its rail, and below it the pictures that it weighs. */
function Hand({ held, onHold, side }: HandProps) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const layers = useShapes();
  const chosen = useKernelsState((state) => state.chosen);
  const name = useChannelName();
  const layer = layers[chosen.layer];
  if (!layer) return null;
  const depth = depthOf(layer);
  const first = firstChannel(layer, chosen.filter);
  return (
    <section className="kernel-hand" aria-label={t('kernelLab.kernel')}>
      <Head
        title={t(held.before === null ? 'kernelLab.take' : 'kernelLab.changing')}
        sub={t('kernelLab.takeSub')}
        tag={
          depth > 1
            ? t('kernelLab.kernelOf', {
                channel: name(first + chosen.channel),
                rows: layer.rows,
                columns: layer.columns,
              })
            : `${t('kernelLab.kernel')}, ${layer.rows} × ${layer.columns}`
        }
      />
      <div className="kernel-grid-rail">
        <div style={{ width: side }}>
          <KernelGrid onHold={onHold} />
        </div>
        <Rail held={held} />
      </div>
      {depth > 1 && (
        <Segmented
          label={t('kernelLab.channel')}
          options={Array.from({ length: depth }, (_, channel) => channel)}
          value={chosen.channel}
          onChange={(channel) => choose(store, { channel })}
          name={(channel) => name(first + channel)}
        />
      )}
      <Shifted held={held.cell} width={Math.min(side, 280)} />
    </section>
  );
}

const ways = ['correlation', 'convolution'] as const;

function Tools() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const layers = useShapes();
  const chosen = useKernelsState((state) => state.chosen);
  const isLinked = useKernelsState((state) => state.isLinked);
  const symmetry = useKernelsState((state) => state.symmetry);
  const isConvolution = useKernelsState((state) => state.isConvolution);
  const isFirst = useKernelsState((state) => state.history.past.length === 0);
  const isLast = useKernelsState((state) => state.history.future.length === 0);
  const layer = layers[chosen.layer];
  if (!layer) return null;
  return (
    <div className="kernel-tools" data-part="tools">
      <div className="row">
        <Segmented
          label={t('kernelLab.way')}
          options={ways}
          value={isConvolution ? 'convolution' : 'correlation'}
          onChange={(way) => store.setState({ isConvolution: way === 'convolution' })}
          name={(way) => t(`kernelLab.ways.${way}`)}
        />
        <span className="small muted kernel-way">{t('kernelLab.convolutionHelp')}</span>
      </div>
      <div className="row">
        <button type="button" className="button" onClick={() => store.setState({ view: 'flow' })}>
          <ArrowLeft size={15} aria-hidden />
          {t('kernelLab.back')}
        </button>
        <IconButton label={t('kernelLab.undo')} idle={isFirst} onClick={() => undo(store)}>
          <Undo2 size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('kernelLab.redo')} idle={isLast} onClick={() => redo(store)}>
          <Redo2 size={16} aria-hidden />
        </IconButton>
        <button
          type="button"
          className="button"
          title={t('kernelLab.normaliseHelp')}
          onClick={() => edit(store, (all) => normalise(all, chosen, isLinked))}
        >
          {t('kernelLab.normalise')}
        </button>
        <button type="button" className="button" onClick={() => edit(store, (all) => flip(all, chosen, isLinked))}>
          {t('kernelLab.flip')}
        </button>
        <span className="small">
          {t('kernelLab.biasWord')} <Bias />
        </span>
        <Total />
      </div>
      <div className="row">
        <Choice
          className="inline"
          label={t('kernelLab.symmetry')}
          options={symmetries}
          value={symmetry}
          onChange={(next) => store.setState({ symmetry: next })}
          name={(each) => t(`kernelLab.symmetries.${each}`)}
        />
        {depthOf(layer) > 1 && (
          <Toggle
            label={t('kernelLab.linked')}
            checked={isLinked}
            onChange={(next) => store.setState({ isLinked: next })}
          />
        )}
      </div>
    </div>
  );
}

/** The kernel's numbers added up. */
function Total() {
  const { t } = useTranslation();
  const sum = useKernelsState(({ layers, chosen: { layer, filter, channel } }) => {
    const own = layers[layer];
    return own ? rounded(kernelAt(own, filter, channel).reduce((total, value) => total + value, 0)) : '';
  });
  return (
    <span className="small">
      {t('kernelLab.sum')} <b className="number">{sum}</b>
    </span>
  );
}
