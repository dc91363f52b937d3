// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Jacobi, 1846).

const SWEEPS = 60;
const SMALL = 1e-30; // of the squares outside the diagonal, as a share of those on it

/** Of `matrix` (n x n, an array of rows, which it changes): { values, vectors }, the largest first; a vector a row. */
export function eigenvectors(matrix) {
  const n = matrix.length;
  const vectors = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS && outside(matrix) > SMALL * onDiagonal(matrix); sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(matrix, vectors, p, q);
  }
  const places = [...vectors.keys()].toSorted((i, j) => matrix[j][j] - matrix[i][i]);
  return { values: places.map((i) => matrix[i][i]), vectors: places.map((i) => vectors[i]) };
}

/** Make the entry (p, q) zero. */
function rotate(matrix, vectors, p, q) {
  if (matrix[p][q] === 0) return;
  const half = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
  const tangent = (half >= 0 ? 1 : -1) / (Math.abs(half) + Math.hypot(half, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (const row of matrix) turn(row, p, row, q, cosine, sine);
  for (let k = 0; k < matrix.length; k++) turnBetween(matrix[p], matrix[q], k, cosine, sine);
  for (let k = 0; k < matrix.length; k++) turnBetween(vectors[p], vectors[q], k, cosine, sine);
}

function turn(row, p, other, q, cosine, sine) {
  const [one, two] = [row[p], other[q]];
  row[p] = cosine * one - sine * two;
  other[q] = sine * one + cosine * two;
}

function turnBetween(row, other, k, cosine, sine) {
  turn(row, k, other, k, cosine, sine);
}

function outside(matrix) {
  let sum = 0;
  for (let i = 0; i < matrix.length; i++) for (let j = 0; j < i; j++) sum += matrix[i][j] ** 2;
  return sum;
}

function onDiagonal(matrix) {
  let sum = 0;
  for (let i = 0; i < matrix.length; i++) sum += matrix[i][i] ** 2;
  return sum;
}
