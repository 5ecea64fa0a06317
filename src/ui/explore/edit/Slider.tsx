/** A number by slider and by typing. */
import { useId } from 'react';
import { rounded } from '../../../store/numbers';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  readonly onSettle: () => void;
}

export function Slider({ label, value, min, max, step, onChange, onSettle }: Props) {
  const id = useId();
  return (
    <div className="edit-slider">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        onPointerUp={onSettle}
        onBlur={onSettle}
      />
      <output htmlFor={id} className="number">
        {rounded(value)}
      </output>
    </div>
  );
}
