/** Known kernels, each as a small picture of what it makes of what the layer reads. */
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Palette } from '../../backend/types';
import { yieldEvery } from '../../core/yield';
import { colourPixels } from '../../workspace/input/colour';
import { type KernelLayer, largest } from '../../workspace/labs/kernelLab/design';
import { putKernel } from '../../workspace/labs/kernelLab/edit';
import { type Preset, type PresetId, presetIds, presetKernel } from '../../workspace/labs/kernelLab/presets';
import { previewOf } from '../../workspace/labs/kernelLab/shifted';
import type { Bitmap, Look } from '../../workspace/labs/kernelLab/sourcePixels';
import { attempt, edit, type KernelsState, presentIn } from '../../workspace/labs/kernelLab/state';
import { latestWins } from '../../workspace/latest';
import { messageFor } from '../../workspace/messages';
import { planePixels } from '../../workspace/stage/mapPixels';
import { usePalette } from '../parts/usePalette';
import { useWorkspace } from '../playground';
import { FilterPixels, Pixels, useLookOf } from './Pixels';
import { useKept, useKernels } from './useKernels';
import { useLive, useShown } from './useLive';

/** In the strip, as many as fit. */
const first = [
  'sobelX',
  'sobelY',
  'diagonalDown',
  'laplacian',
  'laplacianOfGaussian',
  'ridgeX',
  'emboss',
  'sharpen',
  'box',
  'gaussian',
  'motion',
] as const satisfies readonly PresetId[];
export const inOrder: readonly PresetId[] = [...first, ...presetIds.filter((id) => !first.some((each) => each === id))];

/** Places computed a side, and milliseconds between two pictures of one that changes. */
const PLACES = 96;
const PAUSE = 300;
/** Of a signed picture, the share of its largest value at which the colours end: the strongest edges are few. */
const STRONG = 0.6;

/** Puts a kernel in the place of those in the hand. */
export const put =
  (kernel: Preset) =>
  (layers: readonly KernelLayer[], { chosen, isLinked }: KernelsState): readonly KernelLayer[] =>
    putKernel(layers, chosen, isLinked, kernel);

/** Makes a preset's picture of all planes of `source`, plane by plane, with pauses for the page. */
async function picture(
  source: Float32Array,
  side: number,
  kernel: Preset,
  look: Look,
  palette: Palette,
): Promise<Bitmap> {
  const rest = yieldEvery();
  const planes = source.length / side ** 2;
  const isSigned = look === 'signed' || Math.abs(kernel.values.reduce((sum, value) => sum + value, 0)) < 1e-3;
  const shown = Math.min(side, PLACES);
  const values = new Float32Array((isSigned ? 1 : planes) * shown ** 2);
  for (let plane = 0; plane < planes; plane++) {
    const own = source.subarray(plane * side ** 2, (plane + 1) * side ** 2);
    const at = isSigned ? 0 : plane * shown ** 2;
    previewOf(own, side, kernel, PLACES, values.subarray(at, at + shown ** 2));
    await rest();
  }
  if (!isSigned && planes === 3 && look === 'gray')
    return { bytes: colourPixels(values, shown, shown), width: shown, height: shown };
  const first = values.subarray(0, shown ** 2);
  const extent = STRONG * largest(first);
  const own = isSigned ? ({ colour: 'signed', extent } as const) : ({ colour: look, scale: 1, shift: 0 } as const);
  return { bytes: planePixels(first, own, palette), width: shown, height: shown };
}

/** The pictures of some presets, made one after the other; each stays until its next one is made. */
function usePictures(ids: readonly PresetId[], rows: number, columns: number): ReadonlyMap<PresetId, Bitmap> {
  const { source } = useShown();
  const { input } = useLive();
  const { host } = useWorkspace();
  const palette = usePalette();
  const [made, setMade] = useState<ReadonlyMap<PresetId, Bitmap>>(new Map());
  const look = useLookOf(input);
  // A map that is not square has no small pictures.
  const side = input.rows === input.columns ? input.rows : Number.POSITIVE_INFINITY;
  const now = { source, ids, rows, columns, palette, side, look };
  const wanted = useRef(now);
  wanted.current = now;
  const isShown = useRef(true);
  const [make] = useState(() =>
    latestWins(async () => {
      const { source, ids, rows, columns, side, look, palette } = wanted.current;
      if (!source || !isShown.current || side ** 2 > source.length) return;
      for (const id of ids) {
        const next = await picture(source, side, presetKernel(id, rows, columns), look, palette);
        if (!isShown.current) return;
        setMade((before) => new Map(before).set(id, next));
        await new Promise((resolve) => setTimeout(resolve));
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }),
  );
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const key = ids.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: any of these makes other pictures.
  useEffect(() => {
    make().catch((error: unknown) => host.say(messageFor(error)));
  }, [make, source, rows, columns, look, palette, key]);
  return made;
}

export function PresetList({ ids }: { readonly ids: readonly PresetId[] }) {
  const { t } = useTranslation();
  const { store } = useKernels();
  const present = useKept(presentIn);
  // Not those of a kernel that is only tried.
  const rows = useKept(({ layers, chosen }) => layers[chosen.layer]?.rows ?? 3);
  const columns = useKept(({ layers, chosen }) => layers[chosen.layer]?.columns ?? 3);
  const trying = useRef<PresetId | null>(null);
  const tryOut = (id: PresetId | null): void => {
    if (id === trying.current) return;
    trying.current = id;
    attempt(store, id && put(presetKernel(id, rows, columns)));
  };
  useEffect(() => () => attempt(store, null), [store]);
  const pictures = usePictures(ids, rows, columns);
  return (
    <>
      {ids.map((id) => (
        <button
          key={id}
          type="button"
          className="kernel-preset"
          aria-pressed={id === present}
          title={t(`kernelLab.presetHelp.${id}`)}
          data-preset={id}
          onClick={() => edit(store, put(presetKernel(id, rows, columns)))}
          // A finger takes at once; a pointer that rests where the list appears has not chosen anything.
          onPointerMove={({ pointerType }) => pointerType !== 'touch' && tryOut(id)}
          onPointerLeave={() => tryOut(null)}
          onFocus={({ target }) => target.matches(':focus-visible') && tryOut(id)}
          onBlur={() => tryOut(null)}
        >
          <span className="kernel-preset-picture">
            <Pixels picture={pictures.get(id) ?? null} aria-hidden />
            <KernelPicture id={id} rows={rows} columns={columns} />
          </span>
          <span>{t(`kernelLab.presetNames.${id}`)}</span>
        </button>
      ))}
    </>
  );
}

/** Drawn once, however often its picture changes. */
const KernelPicture = memo(function KernelPicture(preset: { id: PresetId; rows: number; columns: number }) {
  const { rows, columns, values } = presetKernel(preset.id, preset.rows, preset.columns);
  return <FilterPixels filter={{ rows, columns, kernels: [values] }} className="kernel-preset-kernel" />;
});
