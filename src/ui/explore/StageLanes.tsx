/**
 * The page's text over the stage's canvas: each layer's name, shape and range, and the class names. A header stays in
 * sight as long as its maps are, and folds them.
 */
import { ChevronDown } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { shapeText } from '../../core/shapes';
import { rounded } from '../../workspace/numbers';
import { foldLayers } from '../../workspace/stage/arrangement';
import { extentOf } from '../../workspace/stage/extent';
import type { StageLayer, StageUnit } from '../../workspace/stage/layers';
import { headerShape, type Lane, type StageLayout } from '../../workspace/stage/layout';
import { useClassNames } from '../parts/useClassNames';
import { useFrame, useWork, useWorkspace } from '../playground';

interface Props {
  readonly layout: StageLayout;
  readonly units: readonly StageUnit[];
}

export const StageLanes = memo(function StageLanes({ layout, units }: Props) {
  return layout.lanes.map((lane) => (
    <StageLane key={lane.layer.id} lane={lane} unit={units[lane.layer.unit]?.layers ?? []} />
  ));
});

function StageLane({ lane, unit }: { readonly lane: Lane; readonly unit: readonly StageLayer[] }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { layer, x, y, width, height, count } = lane;
  return (
    <>
      <div className="lane" style={{ left: x, top: y, width, height }}>
        <div
          className={`layer ${layer.role}`}
          title={t(`kinds.${layer.kind}`)}
          data-testid="layer"
          data-layer={layer.id}
          data-kind={layer.kind}
          data-shape={shapeText(layer.shape)}
        >
          <h3>
            <Fold id={layer.id} />
          </h3>
          <p className="number">{headerShape(layer, count)}</p>
          {layer.colour === 'signed' && <Extent unit={unit} />}
        </div>
      </div>
      {lane.labels.map(({ text, x: left, y: top }) => (
        <span key={text} className="cell-label" style={{ left, top }} aria-hidden>
          {names.short(text)}
        </span>
      ))}
    </>
  );
}

/** The layer's name; clicking it folds or unfolds the maps. */
function Fold({ id }: { readonly id: string }) {
  const { store } = useWorkspace();
  const isFolded = useWork(({ arrangement }) => arrangement.folded.has(id));
  return (
    <button
      type="button"
      className="fold"
      aria-expanded={!isFolded}
      onClick={(event) => {
        // Not a click on the empty stage.
        event.stopPropagation();
        store.setState(({ arrangement }) => ({ arrangement: foldLayers(arrangement, [id], !isFolded) }));
      }}
    >
      {id}
      <ChevronDown size={12} aria-hidden />
    </button>
  );
}

/** The limits of a layer's own colour scale, if it has one. */
function Extent({ unit }: { readonly unit: readonly StageLayer[] }) {
  const { t } = useTranslation();
  const isOwn = useWork((state) => state.range === 'layer');
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
