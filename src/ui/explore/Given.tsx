/**
 * Where the drawing begins: the pad, picture or camera with its tools, the way from it to the network, and the head of
 * what the network sees, which the engine paints.
 */
import { type CSSProperties, memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colourPixels } from '../../workspace/input/colour';
import { sheetOf } from '../../workspace/input/sheets';
import type { Network } from '../../workspace/network';
import type { StageLayout } from '../../workspace/stage/layout';
import type { Box } from '../../workspace/stage/pointer';
import { lazily } from '../parts/lazily';
import { Opens } from '../parts/Opens';
import { useFrame, useGiven, useWorkspace } from '../playground';
import { BlankPaper } from './BlankPaper';
import { DrawingPad } from './DrawingPad';
import { InputSource } from './input/InputSource';
import { markOf, placed } from './placed';

const Sees = lazily(() => import('./Sees').then((part) => part.Sees));

/** Below this width, the title of what the network sees leaves no room for its size. */
const NARROW = 190;
/** The same for its short title. */
const SLIM = 76;
/** Below this one, there is no room for words on it. */
const LEGIBLE = 120;

interface Props extends Pick<StageLayout, 'pad' | 'seen'> {
  readonly network: Network;
}

export const Given = memo(function Given({
  network,
  pad,
  seen,
  direction,
  height,
}: Props & Pick<StageLayout, 'direction' | 'height'>) {
  const { t } = useTranslation();
  const kind = useGiven((state) => state.kind);
  const isResting = useFrame((state) => state.version > 0 && state.isEmpty);
  const input = network.blocks[0]?.layers[0];
  // Open wherever the words that open it stand.
  const [isOpen, setOpen] = useState(false);
  const way = { isOpen, onChange: setOpen };
  const isBeside = seen.y < pad.y + pad.height;
  const until = !isBeside ? { height: seen.y - 26 } : direction === 'across' ? { height } : undefined;
  return (
    <>
      <section
        className="given stage-own"
        data-direction={direction}
        data-beside={isBeside || undefined}
        style={
          {
            left: pad.x,
            // In a low room the tools also have the width of what the network sees.
            ...(direction === 'across' ? { width: isBeside ? seen.x + seen.width - pad.x : pad.width } : {}),
            ...until,
            '--pad': `${pad.width}px`,
            '--pad-top': `${pad.y}px`,
          } as CSSProperties
        }
        aria-labelledby="input-title"
      >
        <h2 id="input-title">{t(`input.titles.${kind}`)}</h2>
        <InputSource isNarrow />
        {!isBeside && <Way network={network} {...way} />}
      </section>
      <div
        className="seen-head stage-own"
        style={{ left: seen.x, top: seen.y - 22, width: seen.width }}
        {...(input && markOf(input))}
      >
        <b>{t(isBeside ? 'sees.short' : 'sees.title')}</b>{' '}
        {seen.width >= (isBeside ? (direction === 'across' ? SLIM : 0) : NARROW) ? (
          <span className="muted small">{network.preprocessing.size.join(' × ')}</span>
        ) : null}
      </div>
      {isBeside && (
        <div
          className="way-below stage-own"
          style={
            direction === 'down'
              ? { left: pad.x + pad.width + 14, top: pad.y - 6, right: pad.x }
              : { left: seen.x, top: pad.y, width: seen.width + 16 }
          }
        >
          <Way network={network} {...way} />
        </div>
      )}
      {isResting && seen.width >= LEGIBLE && (
        <p className="seen-blank muted small" style={placed(seen)}>
          <BlankPaper network={network} />
        </p>
      )}
      {isOpen && <Sees network={network} onClose={() => setOpen(false)} />}
      {network.preprocessing.mean.length === 3 && <Whole network={network} box={seen} />}
    </>
  );
});

/** The network alone: what it sees is drawn on, and the strokes lie faintly over it. */
export function GivenAlone({ network, pad, seen }: Props) {
  const kind = useGiven((state) => state.kind);
  return (
    <>
      {network.preprocessing.mean.length === 3 && <Whole network={network} box={seen} />}
      {kind === 'draw' && (
        <div className="given-alone stage-own" style={placed(pad)}>
          <DrawingPad />
        </div>
      )}
    </>
  );
}

/** A picture's three planes in one, as the network reads it. */
function Whole({ network: { preprocessing }, box }: { readonly network: Network; readonly box: Box }) {
  const { frame, input } = useWorkspace();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [rows, columns] = preprocessing.size;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    const draw = (): void => {
      const { values } = sheetOf('input', preprocessing, input.pipeline.current?.prepared ?? null);
      context?.putImageData(new ImageData(colourPixels(values, rows, columns), columns, rows), 0, 0);
    };
    draw();
    return frame.subscribe((now, before) => {
      if (now.inputVersion !== before.inputVersion) draw();
    });
  }, [frame, input, preprocessing, rows, columns]);
  const pixel = box.width / Math.max(rows, columns);
  const style = { left: box.x, top: box.y, width: columns * pixel, height: rows * pixel };
  return <canvas ref={canvas} className="seen-whole" width={columns} height={rows} style={style} aria-hidden />;
}

/** What is done to the drawing on its way to the network, in words that open the switches. */
interface WayProps {
  readonly network: Network;
  readonly isOpen: boolean;
  readonly onChange: (isOpen: boolean) => void;
}

function Way({ network, ...sees }: WayProps) {
  const { t } = useTranslation();
  const steps = useGiven((state) => state.steps);
  const changed = Object.values(steps).some((on) => !on);
  return (
    <div className="way">
      <Opens className="way-words" {...sees}>
        {t(changed ? 'sees.changed' : `sees.ways.${network.preprocessing.kind}`)}
      </Opens>
    </div>
  );
}
