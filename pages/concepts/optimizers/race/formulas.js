// The rules of the optimisers as MathML. Each formula is written once, as a function of `q`, which gives a quantity
// either as its symbol or as its number at this step.

import { formatNumber, formatPowerOfTen } from "../../../shared/charts/numbers.js";

const SYMBOLS = {
  rate: "<mi>α</mi>",
  momentum: "<mi>β</mi>",
  rho: "<mi>ρ</mi>",
  beta_1: "<msub><mi>β</mi><mn>1</mn></msub>",
  beta_2: "<msub><mi>β</mi><mn>2</mn></msub>",
  epsilon: "<mi>ε</mi>",
  epsilon_hat: "<mover><mi>ε</mi><mo>^</mo></mover>",
  weight_decay: "<mi>λ</mi>",
  t: "<mi>t</mi>",
  w: "<mi>w</mi>",
  g: "<mi>g</mi>",
  m: "<mi>m</mi>",
  v: "<mi>v</mi>",
  m_before: "<msup><mi>m</mi><mo>′</mo></msup>",
  v_before: "<msup><mi>v</mi><mo>′</mo></msup>",
  m_hat: "<mover><mi>m</mi><mo>^</mo></mover>",
  v_hat: "<mover><mi>v</mi><mo>^</mo></mover>",
  step: "<mi>Δ</mi>",
  decay: "<mi>d</mi>",
  after: "<msup><mi>w</mi><mo>+</mo></msup>",
};

const op = (sign) => `<mo>${sign}</mo>`;
const row = (...parts) => `<mrow>${parts.join("")}</mrow>`;
const times = (...parts) => row(parts.join(op("·")));
const over = (top, bottom) => `<mfrac>${row(top)}${row(bottom)}</mfrac>`;
const root = (...parts) => `<msqrt>${parts.join("")}</msqrt>`;
const raised = (base, power) => `<msup>${row(base)}${row(power)}</msup>`;
const oneMinus = (part) => row(op("("), "<mn>1</mn>", op("−"), part, op(")"));
const debias = (q, beta) => row("<mn>1</mn>", op("−"), raised(q(beta), q("t")));

const velocity = ["m", (q) => row(times(q("momentum"), q("m_before")), op("−"), times(q("rate"), q("g")))];
const meanOf = (name, beta, what) => [
  name,
  (q) => row(times(q(beta), q(`${name}_before`)), op("+"), times(oneMinus(q(beta)), what(q))),
];
const slope = (q) => q("g");
const square = (q) => raised(q("g"), "<mn>2</mn>");
const adamStep = (m, v, epsilon) => [
  "step",
  (q) => row(op("−"), q("rate"), op("·"), over(q(m), row(root(q(v)), op("+"), q(epsilon)))),
];
const corrected = [
  ["m_hat", (q) => over(q("m"), debias(q, "beta_1"))],
  ["v_hat", (q) => over(q("v"), debias(q, "beta_2"))],
  ["epsilon_hat", (q) => over(q("epsilon"), root(debias(q, "beta_2")))],
  adamStep("m_hat", "v_hat", "epsilon_hat"),
];
const newPlace = ["after", (q) => row(q("w"), op("+"), q("step"))];

/** The formulas of a rule in the order in which a step applies them: the name of a quantity, and what it is. */
export function formulasOf(rule, biasCorrection) {
  const adam = [meanOf("m", "beta_1", slope), meanOf("v", "beta_2", square)];
  adam.push(...(biasCorrection ? corrected : [adamStep("m", "v", "epsilon")]));
  const known = {
    gradient_descent: [["step", (q) => row(op("−"), times(q("rate"), q("g")))], newPlace],
    momentum: [velocity, ["step", (q) => q("m")], newPlace],
    nesterov: [
      velocity,
      ["step", (q) => row(times(q("momentum"), q("m")), op("−"), times(q("rate"), q("g")))],
      newPlace,
    ],
    rmsprop: [
      meanOf("v", "rho", square),
      ["step", (q) => row(op("−"), q("rate"), op("·"), over(q("g"), root(q("v"), op("+"), q("epsilon"))))],
      newPlace,
    ],
    adam: [...adam, newPlace],
    adamw: [
      ...adam,
      ["decay", (q) => row(op("−"), times(q("rate"), q("weight_decay"), q("w")))],
      ["after", (q) => row(q("w"), op("+"), q("step"), op("+"), q("decay"))],
    ],
  };
  return known[rule];
}

/** The symbol of a quantity. */
export function symbolOf(name) {
  return SYMBOLS[name];
}

function numbersOf(values) {
  return (name) => {
    const text = `<mn>${formatQuantity(values[name])}</mn>`;
    return values[name] < 0 ? row(op("("), text, op(")")) : text;
  };
}

/** A formula in symbols. */
export function formulaInSymbols([name, formula]) {
  return `<math display="block">${row(symbolOf(name), op("="), formula(symbolOf))}</math>`;
}

/** A formula with the numbers of one step, and its result. */
export function formulaInNumbers([name, formula], values) {
  return `<math display="block">${row(op("="), formula(numbersOf(values)), op("="), `<mn class="result">${formatQuantity(values[name])}</mn>`)}</math>`;
}

/** A number for a formula: as short as it can be, with a written power of ten where it is large or small. */
export function formatQuantity(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e5)) return formatNumber(value);
  const [digits, power] = value.toExponential(2).split("e");
  const plain = formatPowerOfTen(Number(power));
  return Number(digits) === 1 ? plain : `${digits.replace("-", "−")}×${plain}`;
}
