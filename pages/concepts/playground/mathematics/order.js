// In which order the examples of an epoch come, as core/concepts/playground/order.py draws it.

const EPOCH_STRIDE = 0x9e3779b9;

/** Mulberry32: a function that gives the next number from 0 to 1, exclusive. */
export function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Fill `order` (a typed array) with the order of an epoch. */
export function shuffle(order, seed, epoch) {
  for (let i = 0; i < order.length; i++) order[i] = i;
  const next = mulberry32(seed + Math.imul(EPOCH_STRIDE, epoch + 1));
  for (let last = order.length - 1; last > 0; last--) {
    const place = Math.floor(next() * (last + 1));
    const kept = order[last];
    order[last] = order[place];
    order[place] = kept;
  }
}
