/** The whole network, small: the opened layer is marked, and any other is a click, or the arrow keys and Enter, away. */
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shapeText } from '../../../core/shapes';
import type { FrameState } from '../../../workspace/frame';
import type { Network } from '../../../workspace/network';
import { percent } from '../../../workspace/numbers';
import { layerIn, type Selection, valueAt } from '../../../workspace/selection';
import type { OpenedLayout } from '../../../workspace/stage/opened';
import { pixelAt, type StagePixel } from '../../../workspace/stage/pointer';
import { focusBeside } from '../../parts/gestures';
import { useClassNames } from '../../parts/useClassNames';
import { useFrame, useWork, useWorkspace } from '../../playground';
import { EditedAnswer } from '../edit/EditedAnswer';
import { placed } from './placed';

interface Props {
  readonly network: Network;
  readonly selection: Selection;
  readonly layout: OpenedLayout;
  /** The point of the layout under an event. */
  readonly at: (event: MouseEvent) => readonly [x: number, y: number];
}

export function Strip({ network, selection, layout, at }: Props) {
  const { t } = useTranslation();
  const { select } = useWorkspace();
  const list = useRef<HTMLDivElement>(null);
  const opened = layout.strip.findIndex(({ layer }) => layer.id === selection.layer);
  const [focused, setFocused] = useState<number | null>(null);
  const stop = focused ?? Math.max(0, opened);
  const open = (id: string, pixel: StagePixel | null): void => {
    const layer = layerIn(network.units, id);
    if (!layer) return;
    const cell = { layer: id, channel: 0, row: 0, column: 0, index: 0 };
    if (layer.form === 'strip') select(valueAt(pixel ?? cell, layer));
    else select({ layer: id, channel: pixel?.channel ?? Math.min(selection.channel, layer.planes - 1), pixel: null });
  };
  const place = layout.places.strip;
  return (
    <nav className="opened-strip" style={placed(place)} aria-label={t('opened.strip')}>
      <div
        ref={list}
        role="toolbar"
        aria-label={t('opened.strip')}
        onKeyDown={(event) => focusBeside(event, list.current, stop, layout.strip.length)}
        onBlur={() => setFocused(null)}
      >
        {layout.strip.map((lane, i) => {
          const { id } = lane.layer;
          return (
            <button
              key={id}
              type="button"
              className="strip-layer"
              data-testid="layer"
              data-layer={id}
              data-kind={lane.layer.kind}
              data-shape={shapeText(lane.layer.shape)}
              style={{ left: lane.x, width: Math.max(lane.width, lane.name - 4) }}
              aria-current={i === opened}
              aria-label={t('opened.stripLayer', { layer: id })}
              title={id}
              tabIndex={i === stop ? 0 : -1}
              onFocus={() => setFocused(i)}
              onClick={(event) => {
                event.stopPropagation();
                const point = event.detail === 0 ? null : pixelAt({ ...layout, lanes: [lane] }, ...at(event));
                open(id, point);
              }}
            >
              {(lane.name > 0 || i === opened) && <span>{id}</span>}
            </button>
          );
        })}
      </div>
      <StripAnswer network={network} />
      <Marked layout={layout} selection={selection} />
    </nav>
  );
}

/** The opened map on the strip. */
function Marked({ layout, selection }: Pick<Props, 'layout' | 'selection'>) {
  const lane = layout.strip.find(({ layer }) => layer.id === selection.layer);
  const tile = lane?.layer.form === 'maps' ? lane.tiles.find(({ plane }) => plane === selection.channel) : lane;
  return tile ? <span className="map-outline" style={placed(tile)} aria-hidden /> : null;
}

/** The answer at its end follows every frame without React; every class of it is there to be read. */
function StripAnswer({ network }: { readonly network: Network }) {
  const { t } = useTranslation();
  const names = useClassNames();
  const { frame } = useWorkspace();
  const isEdited = useWork((state) => state.isEdited);
  const likeliest = useFrame(({ answer }) => (answer ? answer.indexOf(Math.max(...answer)) : null));
  const share = useRef<HTMLSpanElement>(null);
  const classes = useRef<HTMLUListElement>(null);
  const { labels } = network.spec;
  const hasAnswer = likeliest !== null;
  useEffect(() => {
    if (!hasAnswer) return;
    const show = ({ answer }: Pick<FrameState, 'answer'>): void => {
      if (share.current && answer) share.current.textContent = percent(Math.max(...answer));
      for (const [index, item] of [...(classes.current?.children ?? [])].entries()) {
        const probability = answer?.[index] ?? Number.NaN;
        if (item instanceof HTMLElement) item.dataset.probability = String(probability);
        item.lastElementChild?.replaceChildren(percent(probability));
      }
    };
    show(frame.getState());
    return frame.subscribe((now, before) => {
      if (now.answer !== before.answer) show(now);
    });
  }, [frame, hasAnswer]);
  if (likeliest === null) return null;
  const name = names.short(labels[likeliest] ?? String(likeliest));
  return (
    <div className="strip-answer">
      <p data-long={name.length > 2 || undefined}>
        <b>{name}</b> <span ref={share} className="number" />
      </p>
      {isEdited ? <EditedAnswer isShort /> : <p className="muted small">{t('opened.answer')}</p>}
      <ul ref={classes} className="unseen">
        {labels.map((label) => (
          <li key={label} data-testid="prediction" data-label={label}>
            {names.short(label)} <span />
          </li>
        ))}
      </ul>
    </div>
  );
}
