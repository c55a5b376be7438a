/**
 * JavaScript that computes a portable model: the same text in the module and in the page. It needs a constant `model` before it
 * and defines `predictRow(row)`. Inputs are rounded to float32 as in training, sums run in float64, so results agree with the
 * core to the rounding of float32. A call allocates nothing but its result.
 */
export const predictSource = String.raw`
const columns = [...new Set(model.inputs.map((input) => input.column))];
/** Inputs as lists, so that a call reads them side by side. */
const inputColumns = model.inputs.map((input) => input.column);
const inputCategories = model.inputs.map((input) => input.category);
const offsets = Float64Array.from(model.inputs, (input) => input.offset);
const scales = Float64Array.from(model.inputs, (input) => input.scale);
/** Names that every object has: they count only where a row has them of its own. */
const inherited = inputColumns.map((column) => column in Object.prototype);
const layers = model.layers.map((layer) => layer.layer === 'dense' ? inFours(layer) : layer);
const width = Math.max(model.inputs.length, ...layers.map((layer) => layer.layer === 'dense' ? layer.bias.length : 0));
const buffers = [new Float64Array(width), new Float64Array(width)];

/** Weights of four units side by side, [units / 4, inputs, 4], with zeros where the last four are not full. */
function inFours({ inputs, units, weight, bias }) {
  const full = 4 * Math.ceil(units / 4);
  const turned = new Float64Array(full * inputs);
  for (let i = 0; i < inputs; i++) for (let j = 0; j < units; j++) turned[((j >> 2) * inputs + i) * 4 + (j & 3)] = weight[i * units + j];
  const filled = new Float64Array(full);
  filled.set(bias);
  return { layer: 'dense', inputs, units, weight: turned, bias: filled };
}

const activations = {
  relu(x, n) { for (let i = 0; i < n; i++) if (x[i] < 0) x[i] = 0; },
  leakyRelu(x, n, { slope }) { for (let i = 0; i < n; i++) if (x[i] < 0) x[i] *= slope; },
  sigmoid(x, n) { for (let i = 0; i < n; i++) x[i] = 1 / (1 + Math.exp(-x[i])); },
  tanh(x, n) { for (let i = 0; i < n; i++) x[i] = Math.tanh(x[i]); },
  softmax(x, n) {
    let largest = x[0], sum = 0;
    for (let i = 1; i < n; i++) if (x[i] > largest) largest = x[i];
    for (let i = 0; i < n; i++) sum += x[i] = Math.exp(x[i] - largest);
    for (let i = 0; i < n; i++) x[i] /= sum;
  },
};

/** Four units at a time: each input is read once for all of them, and no addition has to wait for another unit's. */
function dense({ inputs, weight, bias }, x, y) {
  for (let j = 0, at = 0; j < bias.length; j += 4) {
    let a = bias[j], b = bias[j + 1], c = bias[j + 2], d = bias[j + 3];
    for (let i = 0; i < inputs; i++, at += 4) {
      const value = x[i];
      a += value * weight[at];
      b += value * weight[at + 1];
      c += value * weight[at + 2];
      d += value * weight[at + 3];
    }
    y[j] = a;
    y[j + 1] = b;
    y[j + 2] = c;
    y[j + 3] = d;
  }
}

/** What the raw cell of an input comes to where it is no plain number: a category, a text, or nothing. */
function valueOf(at, given) {
  const { column, category, impute } = model.inputs[at];
  const missing = given === undefined || given === null || given === '' || Number.isNaN(given);
  const cell = missing ? impute : given;
  if (cell === null) throw new TypeError('There is no value for the column ' + JSON.stringify(column) + '.');
  if (category !== null) return String(cell) === category ? 1 : 0;
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  const number = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : NaN;
  if (!Number.isFinite(number)) throw new TypeError('The column ' + JSON.stringify(column) + ' needs a number, not ' + JSON.stringify(String(cell)) + '.');
  return number;
}

function predictRow(row) {
  let x = buffers[0], y = buffers[1];
  let n = offsets.length;
  for (let i = 0; i < n; i++) {
    const cell = inherited[i] && !Object.hasOwn(row, inputColumns[i]) ? undefined : row[inputColumns[i]];
    const value = typeof cell === 'number' && cell - cell === 0 && inputCategories[i] === null ? cell : valueOf(i, cell);
    const scaled = Math.fround((value - offsets[i]) / scales[i]);
    if (scaled - scaled !== 0) throw new TypeError('The value of the column ' + JSON.stringify(inputColumns[i]) + ' is too large for the model.');
    x[i] = scaled;
  }
  for (let l = 0; l < layers.length; l++) {
    const layer = layers[l];
    if (layer.layer === 'dense') {
      dense(layer, x, y);
      const before = x;
      x = y;
      y = before;
      n = layer.units;
    } else activations[layer.layer](x, n, layer);
  }
  if (model.task === 'regression') return { value: x[0] };
  const probabilities = n === 1 ? [1 - x[0], x[0]] : [];
  if (n > 1) for (let i = 0; i < n; i++) probabilities.push(x[i]);
  let best = 0;
  for (let i = 1; i < probabilities.length; i++) if (probabilities[i] > probabilities[best]) best = i;
  return { label: model.classes[best], probabilities };
}
`;
