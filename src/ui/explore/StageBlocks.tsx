/** What the page writes over the stage's canvas: each layer's name, shape and range, and the class names. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { shapeText } from '../../core/shapes';
import { rounded } from '../../store/numbers';
import { extentOf } from '../../store/stage/extent';
import type { StageLayer, StageUnit } from '../../store/stage/layers';
import type { Block, StageLayout } from '../../store/stage/layout';
import { useClassNames } from '../parts/useClassNames';
import { useFrame, useSession } from '../playground';

interface Props {
  readonly layout: StageLayout;
  readonly units: readonly StageUnit[];
}

export const StageBlocks = memo(function StageBlocks({ layout, units }: Props) {
  return layout.blocks.map((block) => (
    <StageBlock key={block.layer.id} block={block} unit={units[block.layer.unit]?.layers ?? []} />
  ));
});

function StageBlock({ block, unit }: { readonly block: Block; readonly unit: readonly StageLayer[] }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { layer, x, y, width } = block;
  return (
    <>
      <div
        className={`layer ${layer.role}`}
        style={{ left: x, top: y, width }}
        title={t(`kinds.${layer.kind}`)}
        data-testid="layer"
        data-layer={layer.id}
        data-kind={layer.kind}
        data-shape={shapeText(layer.shape)}
      >
        <h3>{layer.id}</h3>
        <p className="number">{layer.shape.join('×')}</p>
        {layer.colour === 'signed' && <Extent unit={unit} />}
      </div>
      {block.labels.map(({ text, x: left, y: top }) => (
        <span key={text} className="cell-label" style={{ left, top }} aria-hidden>
          {names.short(text)}
        </span>
      ))}
    </>
  );
}

/** The numbers of a layer's own colour scale, where it has one. */
function Extent({ unit }: { readonly unit: readonly StageLayer[] }) {
  const { t } = useTranslation();
  const isOwn = useSession((state) => state.range === 'layer');
  const text = useFrame(({ ranges }) => {
    const extent = extentOf(unit, ranges);
    return extent === null ? null : rounded(extent);
  });
  if (!isOwn || text === null) return null;
  return (
    <p className="number extent" title={t('stage.rangeOf', { value: text })}>
      ±{text}
    </p>
  );
}
