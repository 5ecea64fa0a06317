/** A named slider with its value in words beside the name. */
import { useId } from 'react';

interface Props {
  readonly label: string;
  readonly value: number;
  /** The value as it is shown and spoken. */
  readonly text: string;
  readonly limits: readonly [least: number, most: number, step: number];
  readonly onChange: (value: number) => void;
  /** Name, slider and value in one line: for short names. */
  readonly inline?: boolean;
}

export function Slider({ label, value, text, limits: [least, most, step], onChange, inline = false }: Props) {
  const id = useId();
  return (
    <div className={inline ? 'lab-slider inline' : 'lab-slider'}>
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
      />
    </div>
  );
}
