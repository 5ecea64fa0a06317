/** A few numbers as a grid of coloured cells. */
import { cellColour, readableOn } from '../../../workspace/inspect/cellColour';
import { brief } from '../../../workspace/numbers';
import { inkPixels } from '../../parts/Plane';
import { usePalette } from '../../parts/usePalette';

interface Props {
  readonly label: string;
  readonly columns: number;
  readonly values: readonly number[];
  readonly extent: number;
  /** The cells' text; by default, the numbers in short form. */
  readonly texts?: readonly string[];
  /** The numbers are ink, 0 to 1, not signed. */
  readonly isInk?: boolean;
  /** The highlighted cell. */
  readonly marked?: number | null;
}

function inkColour([red = 0, green = 0, blue = 0]: Uint8ClampedArray) {
  return { background: `rgb(${red} ${green} ${blue})`, color: readableOn([red, green, blue]) };
}

export function Grid({ label, columns, values, extent, texts, isInk = false, marked = null }: Props) {
  const palette = usePalette();
  const inks = isInk ? inkPixels(Float32Array.from(values), 1, values.length, 'ink', palette) : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: numbers of a window are no form.
    <div
      className="lesson-grid"
      role="group"
      aria-label={label}
      data-small={columns > 4 || undefined}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {values.map((value, i) => {
        const style = inks ? inkColour(inks.subarray(4 * i, 4 * i + 3)) : cellColour(value, extent, palette);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
          <span key={i} className="grid-cell" style={style} data-marked={marked === i || undefined}>
            {texts?.[i] ?? brief(value)}
          </span>
        );
      })}
    </div>
  );
}
