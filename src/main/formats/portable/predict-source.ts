/**
 * JavaScript that computes a portable model: the same text in the module and in the page. It needs a constant `model` before it
 * and defines `predictRow(row)`. Sums run in float64, so results agree with float32 training to its rounding.
 */
export const predictSource = String.raw`
const columns = [...new Set(model.inputs.map((input) => input.column))];
const width = Math.max(model.inputs.length, ...model.layers.map((layer) => layer.units ?? 0));
const buffers = [new Float64Array(width), new Float64Array(width)];
const layers = model.layers.map((layer) => layer.layer === 'dense' ? { ...layer, weight: byUnit(layer), bias: Float64Array.from(layer.bias) } : layer);

/** The weights of one unit side by side: [units, inputs]. */
function byUnit({ inputs, units, weight }) {
  const turned = new Float64Array(weight.length);
  for (let i = 0; i < inputs; i++) for (let j = 0; j < units; j++) turned[j * inputs + i] = weight[i * units + j];
  return turned;
}

const activations = {
  relu(x, n) { for (let i = 0; i < n; i++) if (x[i] < 0) x[i] = 0; },
  leakyRelu(x, n, { slope }) { for (let i = 0; i < n; i++) if (x[i] < 0) x[i] *= slope; },
  sigmoid(x, n) { for (let i = 0; i < n; i++) x[i] = 1 / (1 + Math.exp(-x[i])); },
  tanh(x, n) { for (let i = 0; i < n; i++) x[i] = Math.tanh(x[i]); },
  softmax(x, n) {
    let [largest, sum] = [-Infinity, 0];
    for (let i = 0; i < n; i++) if (x[i] > largest) largest = x[i];
    for (let i = 0; i < n; i++) sum += x[i] = Math.exp(x[i] - largest);
    for (let i = 0; i < n; i++) x[i] /= sum;
  },
};

const isMissing = (cell) => cell === undefined || cell === null || cell === '' || Number.isNaN(cell);

function valueOf({ column, category, impute }, row) {
  const given = Object.hasOwn(row, column) ? row[column] : undefined;
  const cell = isMissing(given) ? impute : given;
  if (cell === null) throw new TypeError('There is no value for the column ' + JSON.stringify(column) + '.');
  if (category !== null) return String(cell) === category ? 1 : 0;
  const number = typeof cell === 'number' ? cell : Number(cell);
  if (!Number.isFinite(number)) throw new TypeError('The column ' + JSON.stringify(column) + ' needs a number, not ' + JSON.stringify(String(cell)) + '.');
  return number;
}

/** Four sums side by side, since one addition would have to wait for the other. */
function dense({ inputs, units, weight, bias }, x, y) {
  for (let j = 0, at = 0; j < units; j++) {
    let a = bias[j], b = 0, c = 0, d = 0, i = 0;
    for (; i + 3 < inputs; i += 4, at += 4) {
      a += x[i] * weight[at];
      b += x[i + 1] * weight[at + 1];
      c += x[i + 2] * weight[at + 2];
      d += x[i + 3] * weight[at + 3];
    }
    for (; i < inputs; i++, at++) a += x[i] * weight[at];
    y[j] = a + b + (c + d);
  }
}

function predictRow(row) {
  let [x, y] = buffers;
  let n = model.inputs.length;
  for (let i = 0; i < n; i++) {
    const input = model.inputs[i];
    x[i] = Math.fround((valueOf(input, row) - input.offset) / input.scale);
  }
  for (const layer of layers) {
    if (layer.layer === 'dense') {
      dense(layer, x, y);
      [x, y] = [y, x];
      n = layer.units;
    } else activations[layer.layer](x, n, layer);
  }
  if (model.task === 'regression') return { value: x[0] };
  const probabilities = n === 1 ? [1 - x[0], x[0]] : Array.from(x.subarray(0, n));
  return { label: model.classes[probabilities.indexOf(Math.max(...probabilities))], probabilities };
}
`;
