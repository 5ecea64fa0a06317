/** One layer as a flow: the picture, its planes, their kernels, what each gives, the sum, and the activation. */
import { Plus } from 'lucide-react';
import { type CSSProperties, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { depthOf } from '../../workspace/labs/kernelLab/design';
import { setBias } from '../../workspace/labs/kernelLab/edit';
import { flowLayout, gutters, LEFT, type Room } from '../../workspace/labs/kernelLab/layout';
import { edit, presentIn, settle } from '../../workspace/labs/kernelLab/state';
import { LabMaps } from '../labs/LabMaps';
import { SentenceNumber } from '../parts/SentenceNumber';
import { Activation } from './Activation';
import { Band } from './Band';
import { Channels } from './Channels';
import { FilterSentence, Folded, Layers } from './Filters';
import { Foot } from './Foot';
import { Head, MapFigure } from './MapFigure';
import { Enlarged, Picture } from './Picture';
import { Presets } from './Presets';
import { Settings } from './Settings';
import { useKernels, useKernelsState, useShapes } from './useKernels';
import { useLive } from './useLive';
import { Wires } from './Wires';

const MARGIN = 20;
/** Width of a preset with its gap. */
const PRESET = 90;

export function Flow({ room }: { readonly room: Room }) {
  const { lab } = useKernels();
  const { feature, activation, input, player } = useLive();
  const root = useRef<HTMLDivElement>(null);
  const layers = useShapes();
  const own = layers[useKernelsState((state) => state.chosen.layer)];
  if (!own) return null;
  const layout = flowLayout(room, depthOf(own), own.filters > 1);
  const { unit, isNarrow, map } = layout;
  const inner = room.width - 2 * (isNarrow ? 16 : MARGIN * unit);
  const beside = isNarrow ? inner : inner - (LEFT + gutters.planes - 12) * unit;
  const isActivated = activation !== feature;
  return (
    <>
      <LabMaps lab={lab} range="layer" className="kernel-flow">
        <div
          ref={root}
          className="kernel-grid"
          data-narrow={isNarrow || undefined}
          style={{ '--picture': `${layout.picture}px` } as CSSProperties}
        >
          <Wires root={root} />
          <Picture />
          <Channels layout={layout} />
          <section className="kernel-map" style={{ width: map }}>
            <FeatureHead />
            <div style={{ width: map }}>
              <MapFigure layer={feature} which="feature" />
            </div>
            <Sum />
            <FilterSentence />
          </section>
          <Activation />
          <section className="kernel-map" style={{ width: map }}>
            <ActivationHead />
            {isActivated && (
              <div style={{ width: map }}>
                <MapFigure layer={activation} which="activation" />
              </div>
            )}
            <Layers />
          </section>
          <Folded />
        </div>
      </LabMaps>
      <div className="kernel-below">
        {!isNarrow && input.kind === 'input' && <Enlarged />}
        <Band width={beside} isNarrow={isNarrow} />
      </div>
      {isNarrow && <Settings isStepped />}
      {/* Below the presets, but reached before them. */}
      <Foot player={player} hasSettings={!isNarrow} />
      <div className="kernel-below">
        <PresetTitle />
        <Presets count={isNarrow ? 7 : Math.max(3, Math.floor(beside / (PRESET * unit)) - 1)} />
      </div>
    </>
  );
}

function PresetTitle() {
  const { t } = useTranslation();
  return (
    <div className="kernel-presets-title" data-part="tools">
      <h2>{t('kernelLab.try')}</h2>
      <p className="small muted">{t('kernelLab.tryHelp')}</p>
    </div>
  );
}

function FeatureHead() {
  const { t } = useTranslation();
  const present = useKernelsState(presentIn);
  const { feature } = useLive();
  const layers = useShapes();
  const own = layers[useKernelsState((state) => state.chosen.layer)];
  const seen = present ? t(`kernelLab.sees.${present}`) : t('kernelLab.seesOwn');
  return (
    <Head
      title={seen}
      sub={t(own && depthOf(own) > 1 ? 'kernelLab.added' : 'kernelLab.colours', { count: own ? depthOf(own) : 1 })}
      tag={`${t('kernelLab.feature')}, ${feature.rows} × ${feature.columns}`}
    />
  );
}

export function ActivationHead() {
  const { t } = useTranslation();
  const { feature, activation } = useLive();
  const name = useKernelsState(({ layers, chosen }) => layers[chosen.layer]?.activation ?? 'none');
  const kind = name === 'none' || name === 'relu' ? name : 'other';
  return (
    <Head
      title={t(`kernelLab.activationHeads.${kind}`, { name: t(`kernelLab.activations.${name}`) })}
      sub={t(`kernelLab.activationSubs.${kind}`)}
      tag={activation === feature ? '' : `${t('kernelLab.activation')}, ${activation.rows} × ${activation.columns}`}
    />
  );
}

/** The chosen filter's bias, changed where it stands. */
export function Bias() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const bias = useKernelsState(({ layers, chosen }) => layers[chosen.layer]?.biases[chosen.filter] ?? 0);
  return (
    <SentenceNumber
      label={t('kernelLab.bias')}
      value={bias}
      step={0.1}
      shiftStep={1}
      onChange={(next) => edit(store, (all, { chosen }) => setBias(all, chosen, next), 'bias')}
      onSettle={() => settle(store)}
    />
  );
}

/** Where the responses and the bias are added. */
function Sum() {
  const { t } = useTranslation();
  return (
    <div className="kernel-sum">
      <span data-wire="sum" aria-hidden>
        <Plus size={14} />
      </span>
      <span className="small">
        {t('kernelLab.biasWord')} <Bias />
      </span>
    </div>
  );
}
