/** Where the flow begins: the drawing, picture or camera with its tools, and the window's place on it, enlarged. */
import { useTranslation } from 'react-i18next';
import { cropRect } from '../../workspace/input/cropping';
import { seenBy } from '../../workspace/labs/kernelLab/field';
import { outputId } from '../../workspace/labs/kernelLab/spec';
import { setInput } from '../../workspace/labs/kernelLab/state';
import { useCrop } from '../explore/input/useCrop';
import { LabInput } from '../labs/LabInput';
import { placed } from '../parts/placed';
import { useGiven } from '../playground';
import { SourcePixels } from './Pixels';
import { useKernels, useKernelsState } from './useKernels';
import { useLive, useShown } from './useLive';

export function Picture() {
  const { t } = useTranslation();
  const { store } = useKernels();
  const input = useKernelsState((state) => state.input);
  const kind = useGiven((state) => state.kind);
  return (
    <section className="kernel-picture" data-part="input" aria-label={t('kernelLab.input')}>
      <h2>{t(`kernelLab.pictures.${kind}`)}</h2>
      <div className="kernel-source">
        <LabInput choice={input} onChoice={(choice) => setInput(store, choice)} />
        <PictureMark />
      </div>
    </section>
  );
}

/** What the value has seen of the picture, outlined on the pad or within the picture's part that is read. */
function PictureMark() {
  const { network, feature, input } = useLive();
  const { row, column } = useShown();
  const kind = useGiven((state) => state.kind);
  const picture = useGiven((state) => state.picture);
  const crop = useCrop();
  const [side = 1] = network.preprocessing.size;
  const region = seenBy(network, feature.id, { row, column }).get(outputId([], -1));
  if (!region || (kind === 'picture' && !picture)) return null;
  const part =
    kind === 'picture' && picture
      ? cropRect({ picture, size: network.preprocessing.size }, crop)
      : { x: 0, y: 0, width: 1, height: 1 };
  // The frame is square, with the picture in its middle.
  const [wide, high] = picture && kind === 'picture' ? [picture.width, picture.height] : [1, 1];
  const [across, down] = [Math.min(1, wide / high), Math.min(1, high / wide)];
  const box = {
    left: (1 - across) / 2 + across * (part.x + (part.width * region.left) / side),
    top: (1 - down) / 2 + down * (part.y + (part.height * region.top) / side),
    width: (across * part.width * (region.right - region.left + 1)) / side,
    height: (down * part.height * (region.bottom - region.top + 1)) / side,
  };
  return (
    <span className="kernel-picture-mark" data-wire="picture" aria-hidden>
      <span className="kernel-mark" data-kind={input.kind === 'input' ? 'window' : 'field'} style={placed(box)} />
    </span>
  );
}

/** Pixels about the window, on each side. */
const ABOUT = 4;

/** The window's place in what the layer reads, enlarged. */
export function Enlarged() {
  const { t } = useTranslation();
  const { source, window: region } = useShown();
  const { input, sweep } = useLive();
  const [rows, columns] = [region.bottom - region.top + 1, region.right - region.left + 1];
  const side = Math.max(rows, columns) + 2 * ABOUT;
  const [top, left] = [
    Math.floor((region.top + region.bottom + 1 - side) / 2),
    Math.floor((region.left + region.right + 1 - side) / 2),
  ];
  const taps = sweep.field.kind === 'window' ? sweep.field.kernel[0] * sweep.field.kernel[1] : 1;
  return (
    <div className="kernel-enlarged">
      <div className="kernel-frame">
        <SourcePixels
          layer={input}
          source={source}
          part={{ top, left, rows: side, columns: side }}
          role="img"
          aria-label={t('kernelLab.enlarged')}
        />
        <span
          className="kernel-mark"
          aria-hidden
          style={placed({ left: region.left - left, top: region.top - top, width: columns, height: rows }, side, side)}
        />
      </div>
      <p className="small muted">
        {t('kernelLab.enlarged')}
        <br />
        {input.planes > 1 && t('kernelLab.windowOf', { count: taps, planes: input.planes })}
      </p>
    </div>
  );
}
