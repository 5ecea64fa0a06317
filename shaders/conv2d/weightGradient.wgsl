// gw[o, c, u, v]: the sum of gy[n, o, i, j] x[n, c, i s + u d - p, j s + v d - p] over the batch and the pixels that exist;
// gb[o]: the sum of gy over o's planes. One workgroup per weight, its lanes spread over the outputs and summed as a tree;
// the workgroup of a filter's first weight does the bias too.

const inPerGroup = inChannels / groups;
const outPerGroup = outChannels / groups;
const kernelSize = kernelHeight * kernelWidth;
const plane = outHeight * outWidth;

@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let weight = min(workgroup.x + workgroup.y * rowItems, outChannels * inPerGroup * kernelSize - 1u);
  let v = weight % kernelWidth;
  let u = (weight / kernelWidth) % kernelHeight;
  let c = (weight / kernelSize) % inPerGroup;
  let o = weight / (kernelSize * inPerGroup);
  let channel = (o / outPerGroup) * inPerGroup + c;
  var part = 0.0;
  var biasPart = 0.0;
  for (var p = lane; p < batch * plane; p += lanes) {
    let n = p / plane;
    let i = (p % plane) / outWidth;
    let j = p % outWidth;
    let g = getGy((n * outChannels + o) * plane + p % plane);
    biasPart += g;
    let row = i32(i * strideY + u * dilationY) - padTop;
    let column = i32(j * strideX + v * dilationX) - padLeft;
    if (row >= 0 && row < i32(inHeight) && column >= 0 && column < i32(inWidth)) {
      part += g * getX(((n * inChannels + channel) * inHeight + u32(row)) * inWidth + u32(column));
    }
  }
  let sum = sumOver(lane, part);
  let biasSum = sumOver(lane, biasPart);
  if (lane == 0u) {
    setGw(weight, sum);
    if (hasGb && weight % (inPerGroup * kernelSize) == 0u) { setGb(o, biasSum); }
  }
}
