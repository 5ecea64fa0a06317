// NaN and infinities, told apart by their bits: a WGSL compiler may assume that floats are never NaN or infinite, so no
// comparison is trusted to find them. `larger` and `smaller` let NaN win, as Math.max and Math.min do.

var<private> infinityBits: u32 = 0x7f800000u;

fn infinity() -> f32 { return bitcast<f32>(infinityBits); }

fn isNan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }

fn isFinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u; }

fn larger(a: f32, b: f32) -> f32 { return select(select(select(b, a, a > b), b, isNan(b)), a, isNan(a)); }

fn smaller(a: f32, b: f32) -> f32 { return select(select(select(b, a, a < b), b, isNan(b)), a, isNan(a)); }

// min(max(x, low), high) that passes NaN on.
fn clampPassing(x: f32, low: f32, high: f32) -> f32 { return select(min(max(x, low), high), x, isNan(x)); }
