/** Workgroup grids within WebGPU's default limits. */

/** The largest grid dimension every device accepts. */
const MOST_WORKGROUPS = 65_535;

/** `count` workgroups over the first two dimensions of a grid, `row` workgroups per row. */
export function grid(count: number): { readonly row: number; readonly workgroups: readonly [number, number, number] } {
  const rows = Math.max(1, Math.ceil(count / MOST_WORKGROUPS));
  const row = Math.max(1, Math.ceil(count / rows));
  return { row, workgroups: [row, rows, 1] };
}
