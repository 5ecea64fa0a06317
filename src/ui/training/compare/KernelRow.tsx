/** The kernels of a run's first layer, painted whenever its weights are others. */
import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Weights } from '../../../backend/types';
import { onFrame } from '../../../workspace/frame';
import { filterPixels } from '../../../workspace/training/filterPixels';
import { extentOf, filterOf, firstLayerIn } from '../../../workspace/training/firstLayer';
import type { RunRecord } from '../../../workspace/training/kept';
import type { Compared } from '../../../workspace/training/pair';
import { usePalette } from '../../parts/usePalette';
import { useWorkspace } from '../../playground';
import { useTrain } from '../useTrain';

interface Props {
  readonly which: 'A' | 'B';
  readonly spec: Compared['spec'];
  /** Called at once and whenever there are others. */
  readonly follow: (paint: (weights: Weights) => void) => () => void;
}

function KernelRow({ which, spec, follow }: Props) {
  const { t } = useTranslation();
  const palette = usePalette();
  const row = useRef<HTMLDivElement>(null);
  const layer = useMemo(() => firstLayerIn(spec), [spec]);
  useEffect(() => {
    if (!layer) return;
    return follow((weights) => {
      const all = weights.get(layer.weight);
      if (!all) return;
      const extent = extentOf(all);
      for (const [k, canvas] of [...(row.current?.querySelectorAll('canvas') ?? [])].entries()) {
        const pixels = filterPixels(filterOf(layer, all, k), layer, extent, palette);
        canvas.getContext('2d')?.putImageData(new ImageData(pixels, layer.columns, layer.rows), 0, 0);
      }
    });
  }, [layer, follow, palette]);
  if (!layer) return <p className="muted">{t('train.runs.compare.noKernels')}</p>;
  return (
    <div ref={row} className="compare-kernels" style={{ '--count': layer.filters } as CSSProperties}>
      {Array.from({ length: layer.filters }, (_, k) => (
        <canvas
          // biome-ignore lint/suspicious/noArrayIndexKey: a kernel is its place.
          key={k}
          width={layer.columns}
          height={layer.rows}
          role="img"
          aria-label={t('train.runs.compare.kernel', { number: k + 1, which })}
          data-testid={`compare-kernel-${which.toLowerCase()}`}
        />
      ))}
    </div>
  );
}

/** A kept run's, at one of its steps. */
export function KeptKernels({ run, step }: { readonly run: RunRecord; readonly step: number }) {
  const { training } = useTrain();
  const [weights, setWeights] = useState<Weights | null>(null);
  useEffect(() => {
    let isStale = false;
    void training.runs.weightsAt(run, step).then((given) => {
      if (!isStale) setWeights(given);
    });
    return () => {
      isStale = true;
    };
  }, [training, run, step]);
  const follow = useMemo<Props['follow']>(
    () => (paint) => {
      if (weights) paint(weights);
      return () => {};
    },
    [weights],
  );
  return <KernelRow which="A" spec={run.spec} follow={follow} />;
}

/** Those of the run at work, with every frame. */
export function LiveKernels({ spec }: Pick<Props, 'spec'>) {
  const { engine, frame } = useWorkspace();
  const follow = useMemo<Props['follow']>(
    () => (paint) => {
      const now = (): void => {
        const weights = engine.loaded?.stored.weights;
        if (weights) paint(weights);
      };
      now();
      return onFrame(frame, now);
    },
    [engine, frame],
  );
  return <KernelRow which="B" spec={spec} follow={follow} />;
}
