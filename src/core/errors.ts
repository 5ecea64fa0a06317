/**
 * The only error the engine raises for users: a code for programs, and a message that names the layer, what was
 * expected and what it got.
 */
export type ErrorCode =
  | 'attribute' // an attribute is out of range or of the wrong type
  | 'shape' // shapes do not fit together
  | 'graph' // the network is not a well-formed directed acyclic graph
  | 'weights' // a weight is missing, or has the wrong size
  | 'file' // a file is damaged, or not of its format
  | 'input' // a picture, drawing or data set cannot be used
  | 'memory' // an allocation was refused or is over a limit
  | 'storage' // the browser keeps nothing for the page, or no more of it
  | 'device' // an adapter, device or worker is missing, lost or faulty
  | 'unsupported'; // well-formed, but beyond what the engine supports

export interface ErrorDetails {
  readonly layer?: string;
  readonly expected?: string | number;
  readonly got?: string | number;
}

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly layer: string | undefined;
  readonly expected: string | number | undefined;
  readonly got: string | number | undefined;

  constructor(
    readonly code: ErrorCode,
    what: string,
    details: ErrorDetails = {},
  ) {
    super(sentence(what, details));
    this.layer = details.layer;
    this.expected = details.expected;
    this.got = details.got;
  }

  /** The same error with the layer it arose in, unless it already names one. */
  in(layer: string): EngineError {
    if (this.layer !== undefined) return this;
    return new EngineError(this.code, `${layer}: ${this.message}`, { layer });
  }
}

/** Maximum characters of each part of a message: parts may quote file contents of any length. */
const LONGEST = 200;

const short = (part: string | number): string => {
  const text = String(part);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
};

function sentence(given: string, { layer, expected, got }: ErrorDetails): string {
  const what = given.length <= 2 * LONGEST ? given : `${given.slice(0, 2 * LONGEST - 1)}…`;
  let text = layer === undefined || what.startsWith(`${layer}: `) ? what : `${layer}: ${what}`;
  if (expected !== undefined) text += `: needs ${short(expected)}`;
  if (got !== undefined) text += `${expected === undefined ? ':' : ','} got ${short(got)}`;
  return text;
}
