/** A few numbers as a grid of coloured cells. */
import { cellColour } from '../../../workspace/inspect/cellColour';
import { brief } from '../../../workspace/numbers';
import { usePalette } from '../../parts/usePalette';

interface Props {
  readonly label: string;
  readonly columns: number;
  readonly values: readonly number[];
  readonly extent: number;
  /** The cells' text; by default, the numbers in short form. */
  readonly texts?: readonly string[];
  /** The highlighted cell. */
  readonly marked?: number | null;
}

export function Grid({ label, columns, values, extent, texts, marked = null }: Props) {
  const palette = usePalette();
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
        const style = cellColour(value, extent, palette);
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
