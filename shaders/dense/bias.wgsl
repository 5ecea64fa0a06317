// gb[o] = sum over n of gy[n, o] for the tile's outputs, by the invocations that have the first of their weights.
fn sumBiases(tile: Tile) {
  if (tile.j > 0u) { return; }
  for (var o = tile.within; o < tile.within + tile.count; o++) {
    var sum = 0.0;
    for (var n = 0u; n < batch; n++) { sum += getGy(n * outFeatures + o); }
    setGb(o, sum);
  }
}
