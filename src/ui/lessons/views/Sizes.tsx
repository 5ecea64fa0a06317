/**
 * Lesson 5: how large a map is. The ways of the window that were found before and the one that is asked for, all at one
 * scale: padding is hatched, ticks mark where the window can begin, and what no window reads is marked.
 */
import { type CSSProperties, useMemo } from 'react';
import { unreadOf } from '../../../store/lessons/course/strides';
import { extentOf, type Planes } from '../../../store/lessons/evidence';
import { convolution } from '../../../store/lessons/models';
import type { Geometry } from '../../../store/lessons/settings';
import { useLearner, useLessons, useSetting } from '../context';
import { Board } from '../parts/Board';
import { Part, useIsCovered } from '../parts/Part';
import { fill } from '../text';
import { useRun } from '../useLive';

const nodes = ['conv'] as const;

export function Sizes({ input }: { readonly input: Planes }) {
  const found = useSetting('found') ?? [];
  const { stride, padding } = useLearner((state) => state.settings);
  const isCovered = useIsCovered('feature');
  return (
    <div className="sizes">
      {found.map((each) => (
        <Way key={`${each.stride} ${each.padding}`} input={input} {...each} />
      ))}
      <Way input={input} stride={stride} padding={padding} isOpen isCovered={isCovered} />
    </div>
  );
}

interface WayProps extends Geometry {
  readonly input: Planes;
  /** The one that the step is about. */
  readonly isOpen?: boolean;
  readonly isCovered?: boolean;
}

/** Of so many pixels. */
const pixels = (width: number, height = width): CSSProperties => ({
  width: `calc(${width} * var(--pixel))`,
  height: `calc(${height} * var(--pixel))`,
});
const at = (left: number, top: number): CSSProperties => ({
  left: `calc(${left} * var(--pixel))`,
  top: `calc(${top} * var(--pixel))`,
});

function Way({ input, stride, padding, isOpen = false, isCovered = false }: WayProps) {
  const { words } = useLessons();
  const kernel = useSetting('kernel');
  const { side } = kernel;
  const model = useMemo(
    () => convolution(input, { kernel, stride, padding, bias: 0 }),
    [input, kernel, stride, padding],
  );
  const answered = useRun(model, input.values, nodes);
  const [map] = answered?.model === model ? answered.read : [];
  const whole = input.columns + 2 * padding;
  const unread = unreadOf(input.columns, { stride, padding }, side);
  const title = fill(padding === 0 ? words.page.wayBare : words.page.way, {
    side: `${side}`,
    stride: `${stride}`,
    padding: `${padding}`,
  });
  const room =
    padding === 0
      ? fill(words.page.columns, { columns: `${whole}` })
      : fill(words.page.paddedColumns, {
          input: `${input.columns}`,
          padding: `${padding}`,
          columns: `${whole}`,
        });
  return (
    <figure className="way" data-open={isOpen || undefined}>
      <figcaption>{title}</figcaption>
      <div className="way-pair">
        <div>
          <div className="way-input" style={pixels(whole)} data-padded={padding > 0 || undefined}>
            <div className="way-picture" style={{ ...pixels(input.columns, input.rows), ...at(padding, padding) }}>
              <Board {...input} ink="ink" label={words.page.drawing} />
            </div>
            {map && !isCovered && (
              <>
                {Array.from({ length: map.columns }, (_, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its place.
                  <span key={i} className="way-tick" style={{ left: `calc(${i * stride} * var(--pixel))` }} />
                ))}
                {unread > 0 && (
                  <>
                    <span className="way-unread" style={{ ...pixels(unread, whole), ...at(whole - unread, 0) }} />
                    <span className="way-unread" style={{ ...pixels(whole, unread), ...at(0, whole - unread) }} />
                  </>
                )}
              </>
            )}
            {isCovered && <span className="way-next" style={{ ...pixels(side), ...at(stride, 0) }} />}
            <span className="board-frame" style={{ ...pixels(side), ...at(0, 0) }} />
          </div>
          <p className="muted">
            {room}
            {!isCovered && unread > 0 && (
              <strong data-testid="unread" data-count={unread}>
                , {fill(words.page.neverRead, { columns: `${unread}` })}
              </strong>
            )}
          </p>
        </div>
        <span className="way-arrow" aria-hidden>
          →
        </span>
        {isCovered || !map ? (
          <p className="covered way-covered">{words.page.covered}</p>
        ) : (
          <div>
            <div style={pixels(map.columns, map.rows)}>
              <Board {...map} extent={extentOf(map)} label={words.page.feature} />
            </div>
            <p data-testid={isOpen ? 'output-size' : undefined} data-height={map.rows} data-width={map.columns}>
              <b>{fill(words.page.columns, { columns: `${map.columns}` })}</b>
            </p>
          </div>
        )}
      </div>
      {isOpen && map && !isCovered && <Formula input={input} output={map.columns} />}
    </figure>
  );
}

function Formula({ input, output }: { readonly input: Planes; readonly output: number }) {
  const { words } = useLessons();
  const { kernel, stride, padding } = useLearner((state) => state.settings);
  const values = {
    input: `${input.columns}`,
    padding: `${padding}`,
    kernel: `${kernel.side}`,
    stride: `${stride}`,
    output: `${output}`,
  };
  return (
    <Part name="size">
      <p>
        {words.page.size}: <span className="number">{fill(words.page.formula, values)}</span>
      </p>
    </Part>
  );
}
