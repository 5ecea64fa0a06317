// What direct.wgsl, row3.wgsl and pointwise.wgsl share: an invocation computes a block of 4 output channels of one group x 4
// neighbouring pixels of one image, from registers: four vectors, one per pixel, with a component per channel.

const inPerGroup = inChannels / groups;
const outPerGroup = outChannels / groups;
const blocksPerGroup = (outPerGroup + 3u) / 4u;
const blocks = blocksPerGroup * groups;
const kernelSize = kernelHeight * kernelWidth;

struct Block {
  // Plane index of the group's first input channel, over the whole batch.
  firstPlane: u32,
  // Plane index of the block's first output channel.
  outPlane: u32,
  // How many of the four channels are the group's.
  count: u32,
  // The four channels; past the group's last they repeat it, are computed and not stored.
  channels: vec4u,
  // Where their filters start.
  filters: vec4u,
}

fn blockAt(index: u32) -> Block {
  let n = index / blocks;
  let group = (index % blocks) / blocksPerGroup;
  let within = (index % blocksPerGroup) * 4u;
  let count = min(4u, outPerGroup - within);
  let o = group * outPerGroup + within;
  let channels = min(vec4u(o, o + 1u, o + 2u, o + 3u), vec4u(o + count - 1u));
  let filters = channels * (inPerGroup * kernelSize);
  return Block(n * inChannels + group * inPerGroup, n * outChannels + o, count, channels, filters);
}

fn biasesOf(block: Block) -> vec4f {
  let o = block.channels;
  return vec4f(getB(o.x), getB(o.y), getB(o.z), getB(o.w));
}

fn weightsAt(at: vec4u) -> vec4f { return vec4f(getW(at.x), getW(at.y), getW(at.z), getW(at.w)); }

// Stores y and post = f(y) of `pixels` (1 to 4) pixels from `pixel` on, an index into the output plane. In a loop, because
// compilers inline what it calls: sixteen copies would take long to compile.
fn storeBlock(block: Block, pixel: u32, pixels: u32, y0: vec4f, y1: vec4f, y2: vec4f, y3: vec4f) {
  for (var k = 0u; k < 16u; k++) {
    let channel = k / 4u;
    if (channel >= block.count || k % 4u >= pixels) { continue; }
    var sums = y0;
    switch (k % 4u) {
      case 1u: { sums = y1; }
      case 2u: { sums = y2; }
      case 3u: { sums = y3; }
      default: {}
    }
    let at = (block.outPlane + channel) * (outHeight * outWidth) + pixel + k % 4u;
    let y = sums[channel];
    setY(at, y);
    if (hasPost) { setPost(at, activate(y)); }
  }
}
