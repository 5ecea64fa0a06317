/** The activation function of the chosen layer: a button with its curve, which opens the choice over a histogram. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { onFrame } from '../../workspace/frame';
import { activationValues, type Spread, spreadOf } from '../../workspace/labs/kernelLab/curve';
import { type LabActivation, labActivations } from '../../workspace/labs/kernelLab/design';
import { adjust } from '../../workspace/labs/kernelLab/edit';
import { featureId } from '../../workspace/labs/kernelLab/spec';
import { edit } from '../../workspace/labs/kernelLab/state';
import { rounded } from '../../workspace/numbers';
import { curveOf } from '../../workspace/player/curve';
import { Choice } from '../parts/Choice';
import { Dialog } from '../parts/Dialog';
import { useKernels, useKernelsState } from './useKernels';

export function Activation() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const at = useKernelsState((state) => state.chosen.layer);
  const activation = useKernelsState(({ layers, chosen }) => layers[chosen.layer]?.activation ?? 'none');
  const [isOpen, setOpen] = useState(false);
  const { path } = curveOf(activationValues(activation), 3, 30, 20);
  const name = t(`kernelLab.activations.${activation}`);
  return (
    <>
      <button
        type="button"
        className="kernel-function"
        aria-label={t('kernelLab.chooseFunction', { name })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <svg viewBox="-2 -2 34 24" aria-hidden="true">
          <path d={path} />
        </svg>
        {name}
      </button>
      {isOpen && (
        <Dialog
          className="kernel-dialog"
          title={t('kernelLab.activationFunction')}
          close={t('kernelLab.close')}
          onClose={() => setOpen(false)}
        >
          <Choice
            label={t('kernelLab.activationFunction')}
            options={labActivations}
            value={activation}
            onChange={(next) => edit(store, (all) => adjust(all, at, { activation: next }))}
            name={(each) => t(`kernelLab.activations.${each}`)}
          />
          <Curve activation={activation} />
        </Dialog>
      )}
    </>
  );
}

/** Bars of the histogram. */
const BINS = 48;
/** Milliseconds between two reads of the map. */
const PAUSE = 200;

/** The histogram of a filter's feature map; read beside the frames, at most a few times a second. */
function useSpread(): Spread | null {
  const { lab } = useKernels();
  const { layer, filter } = useKernelsState((state) => state.chosen);
  const [spread, setSpread] = useState<Spread | null>(null);
  useEffect(() => {
    let isShown = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = async (): Promise<void> => {
      const { network } = lab.store.getState();
      const node = network?.plan.nodes.find(({ id }) => id === featureId(layer));
      const shape = network?.model.nodes.find(({ id }) => id === featureId(layer))?.shape ?? [];
      if (!node || lab.engine.computing?.plan !== network?.plan) return;
      const [map] = (await lab.engine.look([node.output])) ?? [];
      const count = (shape[2] ?? 1) * (shape[3] ?? 1);
      const values = map?.subarray(filter * count, (filter + 1) * count);
      if (!isShown || !values || values.length === 0) return;
      setSpread(spreadOf(values, BINS));
    };
    const ask = (): void => {
      timer ??= setTimeout(() => {
        timer = null;
        // If the network has just been replaced, the next one's first frame reads again.
        look().catch(() => {});
      }, PAUSE);
    };
    ask();
    const stop = onFrame(lab.frame, ask);
    return () => {
      isShown = false;
      if (timer) clearTimeout(timer);
      stop();
    };
  }, [lab, layer, filter]);
  return spread;
}

const [WIDTH, HEIGHT] = [240, 120];

function Curve({ activation }: { readonly activation: LabActivation }) {
  const { t } = useTranslation();
  const spread = useSpread();
  if (!spread) return null;
  const reach = spread.reach > 0 ? spread.reach : 1;
  const { path, axes } = curveOf(activationValues(activation), reach, WIDTH, HEIGHT);
  const tallest = Math.max(1e-9, ...spread.shares);
  const bar = WIDTH / BINS;
  return (
    <>
      <svg
        className="kernel-curve"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('kernelLab.curve', {
          name: t(`kernelLab.activations.${activation}`),
          reach: rounded(reach),
        })}
      >
        {spread.shares.map((share, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place.
            key={i}
            x={i * bar}
            width={bar - 0.5}
            y={HEIGHT - (share / tallest) * HEIGHT * 0.9}
            height={(share / tallest) * HEIGHT * 0.9}
          />
        ))}
        <path d={axes} className="axis" />
        <path d={path} className="curve" />
      </svg>
      <p className="small muted number row spread">
        <span>−{rounded(reach)}</span>
        <span>0</span>
        <span>{rounded(reach)}</span>
      </p>
      <p className="small muted">{t('kernelLab.curveHelp')}</p>
    </>
  );
}
