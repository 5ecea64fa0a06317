/** A named slider with its value in words beside the name. */
import { useId } from 'react';
import '../styles/slider.css';

interface Props {
  readonly label: string;
  readonly value: number;
  /** The value as shown and announced, if not the plain number. */
  readonly text?: string;
  readonly limits: readonly [least: number, most: number, step: number];
  readonly onChange: (value: number) => void;
  /** A drag has ended, or the slider has lost the focus. */
  readonly onSettle?: () => void;
  /** Name, slider and value in one line: for short names. */
  readonly inline?: boolean;
}

export function Slider({ label, value, text = String(value), limits, onChange, onSettle, inline = false }: Props) {
  const id = useId();
  const [least, most, step] = limits;
  return (
    <div className={inline ? 'named-slider inline' : 'named-slider'}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} className="number">
        {text}
      </output>
      <input
        id={id}
        type="range"
        className="slider"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={text}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        onPointerUp={onSettle}
        onBlur={onSettle}
      />
    </div>
  );
}
