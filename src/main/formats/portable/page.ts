import type { SavedModel } from '../saved-model.ts';
import { portableModel, scriptSafeJson } from './model-data.ts';
import { pageStyle } from './page-style.ts';
import { predictSource } from './predict-source.ts';

/**
 * The model as one page with a form, for somebody without the app: it opens from a disk, asks nothing of a network, and builds everything
 * that has a name of a person's choosing through the DOM as text.
 */
export function writePage(model: SavedModel): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Prediction</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<header><h1 id="name"></h1><p id="about"></p></header>
<div id="columns"><form id="form" autocomplete="off"></form><section aria-label="Prediction"><output id="result" form="form"></output><p id="problem" role="alert"></p></section></div>
</main>
<script type="module">
const model = ${scriptSafeJson(portableModel(model))};
const about = ${scriptSafeJson(`Predicts “${model.features.target.column}”. Trained with Trainyard on ${model.dataSet.name}, epoch ${model.epoch}.${model.features.inputs.some(({ impute }) => impute !== null) ? ' Missing cells may stay empty.' : ''}`)};
${predictSource}${formSource}</script>
</body>
</html>
`;
}

const formSource = String.raw`
const find = (id) => document.getElementById(id);
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const percent = new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const four = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });

document.title = model.name;
find('name').textContent = model.name;
find('about').textContent = about;

const fields = columns.map((column, at) => {
  const inputs = model.inputs.filter((input) => input.column === column);
  const id = 'field-' + at;
  const control = inputs[0].category === null
    ? element('input', { id, type: 'number', step: 'any', value: String(Number((inputs[0].impute ?? inputs[0].offset).toPrecision(4))) })
    : element('select', { id }, ...inputs.map(({ category }) => element('option', { value: category, textContent: category })), ...(inputs[0].impute === null ? [] : [element('option', { value: '', textContent: 'missing' })]));
  find('form').append(element('div', { className: 'field' }, element('label', { htmlFor: id, textContent: column, title: column }), control));
  return { column, control };
});

const row = () => Object.assign(Object.create(null), Object.fromEntries(fields.map(({ column, control }) => [column, control.value])));

function bar(label, probability, leads) {
  const track = element('div', { className: 'track' }, element('div', { className: 'fill' }));
  track.firstChild.style.width = 100 * probability + '%';
  return element('div', { className: leads ? 'class leads' : 'class' }, element('span', { textContent: label, title: label }), element('b', { textContent: percent.format(probability) }), track);
}

function show() {
  find('problem').textContent = '';
  try {
    const prediction = predictRow(row());
    find('result').replaceChildren(...('value' in prediction
      ? [element('strong', { textContent: four.format(prediction.value) })]
      : prediction.probabilities.map((p, i) => bar(model.classes[i], p, model.classes[i] === prediction.label))));
  } catch (error) {
    find('result').replaceChildren();
    find('problem').textContent = error.message;
  }
}

find('form').addEventListener('input', show);
find('form').addEventListener('submit', (event) => event.preventDefault());
show();
`;
