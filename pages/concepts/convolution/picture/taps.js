// The window's arithmetic, as core.concepts.convolution has it, for what is changed under the reader's hand.
// A picture is {shape: [rows, columns, channels], cells, window, operation, kernel, mix, bias}; cells row by row.

/** The taps of the window at one place of the output: the cell of each, and whether that lies in the picture. */
export function listTaps({ shape, window }, row, column) {
  const taps = [];
  for (let i = 0; i < window.size; i++) {
    for (let j = 0; j < window.size; j++) {
      const cell = [row * window.stride - window.top + i * window.dilation, column * window.stride - window.left + j * window.dilation];
      const inside = cell[0] >= 0 && cell[0] < shape[0] && cell[1] >= 0 && cell[1] < shape[1];
      taps.push({ row: cell[0], column: cell[1], inside });
    }
  }
  return taps;
}

/** The value of a cell; 0 in the padding. */
export function cellValue({ shape, cells }, tap, channel) {
  return tap.inside ? cells[(tap.row * shape[1] + tap.column) * shape[2] + channel] : 0;
}

/** What comes out at one place, for one channel of a pooling; a convolution has one channel, the first. */
export function computeValue(picture, row, column, channel = 0) {
  const taps = listTaps(picture, row, column);
  if (picture.operation === "convolution") return sumProducts(picture, taps);
  const values = taps.filter((tap) => tap.inside).map((tap) => cellValue(picture, tap, channel));
  if (picture.operation === "max") return Math.max(...values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sumProducts(picture, taps) {
  let sum = picture.bias;
  for (let channel = 0; channel < picture.shape[2]; channel++) {
    for (let k = 0; k < taps.length; k++) sum += cellValue(picture, taps[k], channel) * picture.kernel[k] * picture.mix[channel];
  }
  return sum;
}

/** The whole output, row by row. */
export function computeOutput(picture) {
  const { rows, columns, channels } = picture.window;
  const output = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (let channel = 0; channel < channels; channel++) output.push(computeValue(picture, row, column, channel));
    }
  }
  return output;
}

/** The place of the output whose window has its middle nearest to a cell. */
export function placeOver({ window }, row, column) {
  const half = (window.dilation * (window.size - 1)) / 2;
  return [
    nearest((row + window.top - half) / window.stride, window.rows),
    nearest((column + window.left - half) / window.stride, window.columns),
  ];
}

function nearest(place, count) {
  return Math.min(count - 1, Math.max(0, Math.round(place)));
}
