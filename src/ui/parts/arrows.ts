/** The arrow keys as steps across and down. */
export const arrowSteps: { readonly [key: string]: readonly [x: number, y: number] } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export const scaled = ([x, y]: readonly [number, number], by: number): [x: number, y: number] => [x * by, y * by];
