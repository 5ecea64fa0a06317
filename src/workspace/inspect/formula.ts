/** An activation function as a formula, with the layer's values for alpha and beta. */
import { type ActivationValues, activationOf } from '../../kernels/activation';
import { rounded } from '../numbers';

export const formulaOf = ({ activation, alpha, beta }: ActivationValues): string =>
  activationOf(activation).formula(rounded(alpha), rounded(beta));
