// What a threshold and a reject limit make of two sorted lists of scores. Everything is counted, nothing is estimated.

export const STEP = 0.001;
const PLACES = Array.from({ length: 999 }, (_, k) => Number(((k + 1) * STEP).toFixed(3)));

/** Base64 of little-endian float32 as numbers. */
export function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

/** How many of the ascending scores are below `limit`, compared as the float32 that they are. */
export function countBelow(scores, limit) {
  const exact = Math.fround(limit);
  return countFirst(scores, (score) => score < exact);
}

/** How many are not above `limit`. */
function countUpTo(scores, limit) {
  const exact = Math.fround(limit);
  return countFirst(scores, (score) => score <= exact);
}

/** How many of the first ones have what only the first ones have, by bisection. */
function countFirst(scores, has) {
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (has(scores[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The scores between which the model says "not sure": where the odds, counted from the threshold, are below those of the
 * reject limit. An answer that is certain by one half or more is always given.
 */
export function findZone(threshold, reject) {
  if (reject <= 0.5) return [threshold, threshold];
  if (reject >= 1) return [0, 1];
  const odds = threshold / (1 - threshold);
  const factor = reject / (1 - reject);
  return [odds / factor / (1 + odds / factor), (odds * factor) / (1 + odds * factor)];
}

/** Hits, misses, alarms and right rejections of two classes, and what is left unanswered of each. */
export function countTwo({ above, below }, threshold, reject) {
  const [low, high] = findZone(threshold, reject);
  const countLow = low === high ? countBelow : countUpTo; // at the threshold itself the answer is the positive class
  const [missed, passed] = [countLow(above, low), countLow(below, low)];
  const hits = above.length - countBelow(above, high);
  const alarms = below.length - countBelow(below, high);
  return {
    hits,
    misses: missed,
    alarms,
    passed,
    unsureAbove: above.length - hits - missed,
    unsureBelow: below.length - alarms - passed,
  };
}

/** The same of more classes, where one list has the right answers and the other the wrong ones. */
export function countMany({ above, below }, reject) {
  const [unsureAbove, unsureBelow] = [countBelow(above, reject), countBelow(below, reject)];
  return { hits: above.length - unsureAbove, misses: 0, alarms: below.length - unsureBelow, passed: 0, unsureAbove, unsureBelow };
}

/** The counts of either. */
export function countAll(lists, { threshold, reject }, { isTwo }) {
  return isTwo ? countTwo(lists, threshold, reject) : countMany(lists, reject);
}

/** Shares of the counts; null where they are 0/0. */
export function computeScores(counts, { isTwo }) {
  const { hits, misses, alarms, passed, unsureAbove, unsureBelow } = counts;
  const answered = hits + misses + alarms + passed;
  const all = answered + unsureAbove + unsureBelow;
  return {
    precision: isTwo ? divide(hits, hits + alarms) : null,
    recall: isTwo ? divide(hits, hits + misses + unsureAbove) : null,
    accuracy: divide(hits + passed, answered),
    answered: divide(answered, all),
  };
}

/** What these mistakes cost together. */
export function computeCost({ misses, alarms, unsureAbove, unsureBelow }, { miss, alarm, unsure }) {
  return misses * miss + alarms * alarm + (unsureAbove + unsureBelow) * unsure;
}

/**
 * The threshold (of more classes the limit) with the lowest cost; of equally cheap ones the middle of the first run.
 * Where a limit is in use beside a threshold, the cheapest pair of both, with the lowest limit of those.
 */
export function findCheapest(lists, place, { isTwo, lowest }) {
  const name = isTwo ? "threshold" : "reject";
  const hasBoth = isTwo && place.reject > lowest;
  const limits = hasBoth ? [0, ...PLACES.filter((value) => value > lowest)] : [place.reject];
  let cheapest = { cost: Infinity };
  for (const reject of limits) {
    const costs = PLACES.map((value) => computeCost(countAll(lists, { ...place, reject, [name]: value }, { isTwo }), place));
    const cost = Math.min(...costs);
    if (cost < cheapest.cost) cheapest = { cost, reject, [name]: PLACES[findMiddle(costs, cost)] };
  }
  return isTwo ? { threshold: cheapest.threshold, reject: cheapest.reject } : { reject: cheapest.reject };
}

/** The place in the middle of the first run of this value. */
function findMiddle(values, value) {
  const first = values.indexOf(value);
  let last = first;
  while (values[last + 1] === value) last += 1;
  return (first + last) >> 1;
}

function divide(part, whole) {
  return whole ? part / whole : null;
}
