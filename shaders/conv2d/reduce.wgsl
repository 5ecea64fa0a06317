// The ordered second pass of a convolution whose products were split: y = b + the parts in `scratch`
// [split, group, o, (n, i, j)] added in the order of the splits; post = f(y). Needs border.wgsl.

const plane = outHeight * outWidth;
const pixels = batch * plane;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x + id.y * rowItems;
  if (item >= outChannels * pixels) { return; }
  let channel = item / pixels;
  let p = item % pixels;
  var y = getB(channel);
  for (var split = 0u; split < splits; split++) { y += getScratch(split * outChannels * pixels + item); }
  let pixel = p % plane;
  y = mended(y, p / plane, channel, pixel / outWidth, pixel % outWidth);
  let at = ((p / plane) * outChannels + channel) * plane + pixel;
  setY(at, y);
  if (hasPost) { setPost(at, activate(y)); }
}
