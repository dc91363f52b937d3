// Numbers as text, with a real minus sign; "–" stands for what is no finite number.

/** Four significant digits; very small and very large numbers with an exponent, as 1.23e−7. */
export function formatNumber(value) {
  if (value === null || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? Number(value.toPrecision(3)).toExponential() : String(Number(value.toPrecision(4)));
  return text.replaceAll("-", "−");
}

/** A share of 1 in per cent, as `core.units.format_per_cent` writes it: what is not quite all does not read as 100%. */
export function formatShare(share) {
  if (share > 0 && share < 0.0005) return "<0.1%";
  if (share >= 0.9995 && share < 1) return ">99.9%";
  return `${(100 * share).toFixed(1)}%`;
}

/** -7 as 10⁻⁷, and 0 as 1. */
export function formatPowerOfTen(exponent) {
  const raised = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
  return exponent === 0 ? "1" : `10${[...String(exponent)].map((sign) => raised[sign]).join("")}`;
}
