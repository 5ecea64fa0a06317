/** A choice in a sentence: the native drop-down, drawn as words that can be changed. */
interface Props<T extends string | number> {
  /** What is chosen: "Border". */
  readonly label: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly name?: (value: T) => string;
}

export function SentenceChoice<T extends string | number>(props: Props<T>) {
  const { label, options, value, onChange, name = String } = props;
  return (
    <select
      className="sentence-choice"
      aria-label={label}
      value={value}
      onChange={({ target }) => {
        const chosen = options.find((option) => String(option) === target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {options.map((option) => (
        <option key={option} value={option}>
          {name(option)}
        </option>
      ))}
    </select>
  );
}
