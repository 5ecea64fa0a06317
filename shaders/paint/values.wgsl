// Where the tensors of a scene are: up to four arenas, bound in the order in which the scene uses them.

@group(0) @binding(0) var<storage, read> arena0: array<f32>;
@group(0) @binding(1) var<storage, read> arena1: array<f32>;
@group(0) @binding(2) var<storage, read> arena2: array<f32>;
@group(0) @binding(3) var<storage, read> arena3: array<f32>;

fn valueAt(arena: u32, at: u32) -> f32 {
  switch (arena) {
    case 0u: { return arena0[at]; }
    case 1u: { return arena1[at]; }
    case 2u: { return arena2[at]; }
    default: { return arena3[at]; }
  }
}

// As an arena: nothing is subtracted.
const nowhere = 0xffffffffu;

// What a map shows: a value, or its difference from another.
fn shownAt(arena: u32, at: u32, minusArena: u32, minusAt: u32) -> f32 {
  let value = valueAt(arena, at);
  if (minusArena == nowhere) { return value; }
  return value - valueAt(minusArena, minusAt);
}

struct DrawnMap {
  arena: u32,
  start: u32,
  length: u32,
  // What is subtracted, from its first float on.
  minusArena: u32,
  minusStart: u32,
}
