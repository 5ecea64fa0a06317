/** The size rule of a sliding window, with its numbers filled in. */
import { type WindowAxis, windowOutput } from '../../core/shapes';

/**
 * `(28 + 2·2 − 5) / 1 + 1 = 28`, along one axis (see windowOutput). A quotient that is not whole is rounded down, or up
 * where the layer says so. Throws EngineError('shape') if no window fits.
 */
export function sizeLine(axis: WindowAxis): string {
  const { input, kernel, stride, padBegin, padEnd, dilation } = axis;
  const { output } = windowOutput(axis);
  const room = input + padBegin + padEnd - dilation * (kernel - 1) - 1;
  const padding = padBegin !== padEnd ? ` + ${padBegin} + ${padEnd}` : padBegin > 0 ? ` + 2·${padBegin}` : '';
  const reach = dilation === 1 ? `${kernel}` : `(${dilation}·(${kernel} − 1) + 1)`;
  const isUp = output > Math.floor(room / stride) + 1;
  const [open, close] = room % stride === 0 ? ['', ''] : isUp ? ['⌈', '⌉'] : ['⌊', '⌋'];
  return `${open}(${input}${padding} − ${reach}) / ${stride}${close} + 1 = ${output}`;
}
