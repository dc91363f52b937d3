// The rules of core/concepts/descent/optimizers.py, each on all numbers of a network; they change `params` in place.
// `memory` holds m, v and the number of steps taken, t. The other settings are Keras's defaults, sent by Python.

export function createMemory(size) {
  return { m: new Float64Array(size), v: new Float64Array(size), t: 0 };
}

export function forget(memory) {
  memory.m.fill(0);
  memory.v.fill(0);
  memory.t = 0;
}

export const RULES = {
  gradient_descent: (w, g, _memory, rate) => {
    for (let i = 0; i < w.length; i++) w[i] -= rate * g[i];
  },
  momentum: (w, g, { m }, rate, { momentum }) => {
    for (let i = 0; i < w.length; i++) w[i] += m[i] = momentum * m[i] - rate * g[i];
  },
  nesterov: (w, g, { m }, rate, { momentum }) => {
    for (let i = 0; i < w.length; i++) {
      m[i] = momentum * m[i] - rate * g[i];
      w[i] += momentum * m[i] - rate * g[i];
    }
  },
  rmsprop: (w, g, { v }, rate, { rho, epsilon }) => {
    for (let i = 0; i < w.length; i++) {
      v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
      w[i] -= (rate * g[i]) / Math.sqrt(v[i] + epsilon);
    }
  },
  adam: (w, g, memory, rate, settings) => stepOfAdam(w, g, memory, rate, settings, 0),
  adamw: (w, g, memory, rate, settings) => stepOfAdam(w, g, memory, rate, settings, settings.weight_decay),
};

function stepOfAdam(w, g, { m, v, t }, rate, { beta_1, beta_2, epsilon }, decay) {
  const [first, second] = [1 - beta_1 ** t, 1 - beta_2 ** t];
  const epsilonHat = epsilon / Math.sqrt(second);
  for (let i = 0; i < w.length; i++) {
    m[i] = beta_1 * m[i] + (1 - beta_1) * g[i];
    v[i] = beta_2 * v[i] + (1 - beta_2) * g[i] * g[i];
    w[i] -= rate * decay * w[i] + (rate * (m[i] / first)) / (Math.sqrt(v[i] / second) + epsilonHat);
  }
}
