/**
 * Pictures that the network digits takes for digits, by formula: a ring and a bar, in turn, with a wave over them. On
 * what is no digit its hidden units are silent, and a silent network tests nothing.
 */
const SIDE = 28;

export const digitLike = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => {
    const [x, y] = [(i % SIDE) - 14, (Math.floor(i / SIDE) % SIDE) - 14];
    const isRing = Math.floor(i / SIDE / SIDE) % 2 === 0;
    const away = isRing ? Math.hypot(x, 0.75 * y) - 6 : Math.abs(y) < 10 ? x : 9;
    return 3 * Math.exp(-((away / 1.5) ** 2)) - 0.42 + 0.1 * Math.sin(i / 7);
  });
