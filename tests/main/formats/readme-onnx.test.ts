import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { writeModule } from '../../../src/main/formats/portable/module.ts';
import { writeOnnx } from '../../../src/main/formats/onnx/write.ts';
import { onnxRuntime } from '../../support/onnx-runtime.ts';
import { pythonWith } from '../../support/python.ts';
import { builtInTable, savedModel } from '../../support/saved-model.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const snippet = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?onnxruntime[^]*?)\`\`\``).exec(readme)![1]!;
const cells = { sepal_length_cm: 5.1, sepal_width_cm: 3.5, petal_length_cm: 1.4, petal_width_cm: 0.2 };

const { table, target } = builtInTable('iris');
const { model } = savedModel(table, target);

function exported(): string {
  const path = join(temporaryFolder(), 'flowers.onnx');
  writeFileSync(path, writeOnnx(model));
  return path;
}

async function expected(): Promise<{ label: string; probabilities: number[] }> {
  const file = join(temporaryFolder(), 'model.mjs');
  writeFileSync(file, writeModule(model));
  const { predict } = await import(/* @vite-ignore */ file) as { predict(row: object): { label: string; probabilities: number[] } };
  return predict(cells);
}

const numbersIn = (text: string) => [...text.matchAll(/\d+\.\d+(?:e-?\d+)?/g)].map(([number]) => Number(number));

describe('the lines of the README run an exported model', () => {
  it.skipIf(!onnxRuntime)('in Node', async () => {
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', snippet('js').replace("'flowers.onnx'", JSON.stringify(exported()))], { encoding: 'utf8', cwd: root });
    const { label, probabilities } = await expected();
    expect(said).toMatch(new RegExp(`^${label} `));
    numbersIn(said).forEach((number, at) => expect(number).toBeCloseTo(probabilities[at]!, 5));
  });

  const python = pythonWith('onnxruntime');
  it.skipIf(!python)('in Python', async () => {
    const said = execFileSync(python!, ['-c', snippet('python').replace('"flowers.onnx"', JSON.stringify(exported()))], { encoding: 'utf8' });
    const { label, probabilities } = await expected();
    expect(said).toMatch(new RegExp(`^${label} `));
    numbersIn(said).forEach((number, at) => expect(number).toBeCloseTo(probabilities[at]!, 5));
  });

  it('which name the columns of the table and the outputs of the graph', async () => {
    expect(Object.keys(cells)).toEqual([...new Set(model.features.inputs.map(({ column }) => column))]);
    for (const language of ['python', 'js']) for (const name of [...Object.keys(cells), 'label', 'probabilities']) expect(snippet(language), language).toContain(name);
    expect((await expected()).probabilities).toHaveLength(3);
  });
});
