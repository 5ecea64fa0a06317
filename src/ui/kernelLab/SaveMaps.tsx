/** Saves the maps of the chosen filter as a picture and as numbers. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapColours } from '../../workspace/export/mapPicture';
import { featureId, outputId } from '../../workspace/labs/kernelLab/spec';
import type { Network } from '../../workspace/network';
import { layerIn } from '../../workspace/selection';
import { Choice } from '../parts/Choice';
import { Export } from '../parts/Export';
import { useKernels, useKernelsState, useShapes } from './useKernels';

const kinds = ['feature', 'activation'] as const;

export function SaveMaps({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const { lab } = useKernels();
  const [kind, setKind] = useState<(typeof kinds)[number]>('feature');
  const layers = useShapes();
  const { layer: at, filter } = useKernelsState((state) => state.chosen);
  const layer = layerIn(network.units, kind === 'feature' ? featureId(at) : outputId(layers, at));
  if (!layer) return null;
  const { rows, columns, tensor } = layer;
  const values = async (): Promise<Float32Array | null> => {
    const all = await lab.read(network, tensor);
    return all?.slice(filter * rows * columns, (filter + 1) * rows * columns) ?? null;
  };
  const colours = (): MapColours => {
    const { min = 0, max = 0 } = lab.frame.getState().ranges.get(tensor) ?? {};
    return { colour: 'signed', extent: Math.max(0, -min, max) };
  };
  return (
    <section className="lab-save" data-part="save" aria-label={t('kernelLab.save')}>
      <Choice
        label={t('kernelLab.save')}
        className="inline"
        options={kinds}
        value={kind}
        onChange={setKind}
        name={(each) => t(`kernelLab.${each}`)}
      />
      <Export name={`${layer.id} ${filter + 1}`} shape={[rows, columns]} values={values} colours={colours} />
    </section>
  );
}
