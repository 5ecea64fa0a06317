// Adam (Kingma and Ba, 2015): m, v are moving averages of g, g^2; w -= rate m c1 / (sqrt(v c2) + epsilon).
fn direction(i: u32, g: f32) -> f32 {
  let m = hyperMomentum() * getM(i) + (1.0 - hyperMomentum()) * g;
  let v = hyperMomentum2() * getV(i) + (1.0 - hyperMomentum2()) * g * g;
  setM(i, m);
  setV(i, v);
  return m * hyperCorrection1() / (sqrt(v * hyperCorrection2()) + hyperEpsilon());
}
