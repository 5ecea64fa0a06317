/** An activation function as a formula, with the layer's values for alpha and beta. */
import { type ActivationValues, activationOf } from '../../kernels/activation';
import { rounded } from '../numbers';

export const formulaOf = ({ activation, alpha, beta }: ActivationValues): string =>
  activationOf(activation).formula(rounded(alpha), rounded(beta));

/** The formula for one x, whose text stands in its place: where it tells the sides of zero apart, only the side of x. */
export function formulaAt(
  { activation, alpha, beta }: ActivationValues,
  x: number,
  text: (value: number) => string,
): string {
  const { formula, sides } = activationOf(activation);
  const form = sides ? (x < 0 ? sides.below : sides.above) : formula;
  return form(text(alpha), text(beta), text(x));
}
