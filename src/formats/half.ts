/** IEEE 754 binary16 numbers in files: sign, five bits of exponent (bias 15), ten of fraction. */

/** The number that 16 bits stand for. */
export function fromHalf(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const ROUND = new Float32Array(1);
const BITS = new Uint32Array(ROUND.buffer);

/** The 16 bits of the nearest binary16 to a float32, ties to even; beyond 65,504 (and its half step) infinity. */
export function toHalf(value: number): number {
  ROUND[0] = value;
  const word = BITS[0] as number;
  const sign = (word >>> 16) & 0x8000;
  const size = Math.abs(ROUND[0] as number);
  if (Number.isNaN(size)) return sign | 0x7e00;
  if (size >= 65_520) return sign | 0x7c00;
  // Below 2^-14 every step is 2^-24; above, the fraction keeps its upper ten bits. A carry goes into the exponent.
  if (size < 2 ** -14) {
    const steps = size * 2 ** 24;
    const low = Math.floor(steps);
    const rest = steps - low;
    return sign | (low + (rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? 1 : 0));
  }
  const kept = (word & 0x7fff_ffff) - 0x3800_0000;
  return sign | ((kept + 0xfff + ((kept >>> 13) & 1)) >>> 13);
}
