import { basename } from 'node:path';
import type { Command } from 'commander';
import { previewBytes, type DataSetPreview } from '../../../contract/data-sets.ts';
import { command } from './command.ts';
import { readingOptionsOf, withReadingOptions, type ReadingFlags } from './data-reading.ts';
import type { CliEnvironment } from './environment.ts';
import { createOutput } from './output.ts';
import { readStart, sizeOf } from './read-file.ts';
import { textTable, type TextColumn } from './text-table.ts';
import { call, withWorkbench } from './with-workbench.ts';

/** Says what an import would make of a file, and stores nothing. */
export function previewCommand(environment: CliEnvironment): Command {
  return withReadingOptions(command('preview', 'say what an import would make of a CSV file; nothing is stored').argument('<file>', 'the file'))
    .action(async (file: string, options: ReadingFlags) => {
      const output = createOutput(environment);
      const whole = (await sizeOf(file)) <= previewBytes;
      const bytes = await readStart(file, previewBytes);
      const preview = await withWorkbench(environment, options, (workbench) =>
        call(workbench, 'dataSets.preview', { fileName: basename(file), bytes, whole, options: readingOptionsOf(options) }));
      if (options.json) return output.json(preview);
      describe(file, preview).forEach(output.line);
      textTable(columns, preview.columns).forEach(output.line);
      preview.notes.forEach(output.line);
      for (const { message } of preview.hints) output.line(`${message} If they stand for missing values, name them with --missing.`);
      for (const { message } of preview.problems) output.note(`problem: ${message}`);
      if (preview.problemCount > preview.problems.length) output.note(`… and ${preview.problemCount - preview.problems.length} more.`);
    });
}

function describe(file: string, { rows, whole, columns: found, detected, target, task }: DataSetPreview): string[] {
  if (!detected) return [];
  const { encoding, encodingGuessed, delimiter, header, decimal, missingMarkers } = detected;
  return [
    `${file}: ${whole ? '' : 'the first '}${rows} rows, ${found.length} columns, target ${target ?? 'not chosen'}${task ? ` (${task})` : ''}.`,
    `Encoding ${encoding}${encodingGuessed ? ' (guessed)' : ''}, delimiter ${JSON.stringify(delimiter)}, ${header ? 'first line is the header' : 'no header'}, decimal ${decimal === ',' ? 'comma' : 'point'}.`,
    `Missing: empty cells${missingMarkers.length > 0 ? `, ${missingMarkers.join(', ')}` : ''}.`,
  ];
}

const columns: TextColumn<DataSetPreview['columns'][number]>[] = [
  { title: 'column', cell: ({ name }) => name },
  { title: 'type', cell: ({ type }) => type },
  { title: 'role', cell: ({ role, leftOut }) => (leftOut ? 'left out' : role) },
  { title: 'missing', cell: ({ missing }) => String(missing), right: true },
  { title: 'distinct', cell: ({ distinct }) => String(distinct), right: true },
  { title: 'why', cell: ({ note }) => note ?? '' },
];
