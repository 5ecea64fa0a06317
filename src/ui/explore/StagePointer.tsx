/** The pixel under the pointer: its outline, its receptive field in all earlier maps, and its place and exact value. */
import { type ReactNode, type RefObject, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResolvedModel } from '../../workspace/network';
import { exact } from '../../workspace/numbers';
import { boxesPath, fieldBoxes, isPartOf } from '../../workspace/stage/field';
import type { StageLayer } from '../../workspace/stage/layers';
import type { StageLayout } from '../../workspace/stage/layout';
import { placeIn } from '../../workspace/stage/place';
import { type Box, besideBox, pixelBox, type StagePixel, sightOf } from '../../workspace/stage/pointer';
import { Spoken } from '../parts/Spoken';
import { useClassNames } from '../parts/useClassNames';
import { useFrame, usePointed, useWork, useWorkspace } from '../playground';

interface Props {
  readonly model: ResolvedModel;
  readonly layout: StageLayout;
  readonly scroller: RefObject<HTMLElement | null>;
  /** What has the focus while arrow keys walk over the maps. */
  readonly maps: RefObject<HTMLElement | null>;
  /** Extra rows on the card. */
  readonly rows: number;
  readonly children: ReactNode;
}

export function StagePointer({ model, layout, ...card }: Props) {
  const hover = usePointed((state) => state.hover);
  const { frame } = useWorkspace();
  const lane = layout.lanes.find((one) => one.layer.id === hover?.layer);
  // A class is its whole row of the answer.
  const row = lane?.drawn === 'rows' && hover ? placeIn(layout, hover.layer, hover.row, frame.getState().answer) : null;
  const box = row ?? (hover && pixelBox(layout, hover));
  const layer = lane?.layer;
  if (!hover || !box || !layer) return null;
  return (
    <>
      <Field model={model} layout={layout} pixel={hover} />
      <Pointed pixel={hover} box={box} layer={layer} isRow={lane.drawn === 'rows'} {...card} />
    </>
  );
}

interface FieldProps {
  readonly model: ResolvedModel;
  readonly layout: StageLayout;
  readonly pixel: StagePixel;
}

/** The receptive field in all earlier maps, outlined in one path. */
export function Field({ model, layout, pixel }: FieldProps) {
  const path = useMemo(
    () => boxesPath(fieldBoxes(model, layout, pixel).filter(isPartOf(layout))),
    [model, layout, pixel],
  );
  return (
    <svg className="field" width={layout.width} height={layout.height} aria-hidden="true">
      <path className="field-halo" d={path} />
      <path d={path} />
    </svg>
  );
}

/** How long the pointer rests on a pixel before its value is announced, in milliseconds. */
const RESTED = 300;
/** The smallest visible outline; pixels of a small map are smaller. */
const SMALLEST_OUTLINE = 6;
/** The card's size; extra rows add ROW each, and RULE once. */
const card = { width: 248, height: 66 } as const;
const ROW = 18;
const RULE = 9;

interface PointedProps extends Pick<Props, 'scroller' | 'maps' | 'rows' | 'children'> {
  readonly pixel: StagePixel;
  readonly box: Box;
  readonly layer: StageLayer;
  /** It is a row of the answer, which shows by itself that it is pointed at. */
  readonly isRow: boolean;
}

function Pointed({ pixel, box, layer, isRow, scroller, maps, rows, children }: PointedProps) {
  const { t } = useTranslation();
  const names = useClassNames();
  const value = useFrame((state) => state.hovered);
  const grow = (size: number): number => Math.max(0, SMALLEST_OUTLINE - size) / 2;
  const text = value === null ? '…' : exact(value);
  const { channel, row, column } = pixel;
  const label = layer.labels[pixel.index];
  const isSwapped = useWork(({ network }) => network?.swapped.has(layer.id) ?? false);
  const own = t(`kinds.${layer.kind}`);
  const kind = isSwapped ? t('stage.swapped', { kind: own }) : own;
  const strip = label === undefined ? t('stage.cellOf', { row }) : names.short(label);
  const place = layer.form === 'strip' ? strip : t('stage.pixelOf', { channel, row, column });
  const sight = scroller.current && sightOf(scroller.current);
  const size = { ...card, height: card.height + (rows > 0 ? RULE + rows * ROW : 0) };
  return (
    <>
      {!isRow && (
        <div
          className="pixel-outline"
          style={{
            left: box.x - grow(box.width),
            top: box.y - grow(box.height),
            width: box.width + 2 * grow(box.width),
            height: box.height + 2 * grow(box.height),
          }}
        />
      )}
      {sight && (
        <div className="pixel-card" style={{ ...besideBox(box, sight, size), ...size }}>
          <p>
            <b>{layer.id}</b> <span>{kind}</span>
          </p>
          <p className="muted">{place}</p>
          <p className="number strong">{text}</p>
          {children}
        </div>
      )}
      <Spoken text={`${layer.id}, ${isSwapped ? `${kind}, ` : ''}${place}: ${text}`} rested={RESTED} focus={maps} />
    </>
  );
}
