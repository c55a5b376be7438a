import type { ImportOptions } from '../../../contract/data-sets.ts';

/** The options as a form holds them: text where nothing is said yet. */
export interface ImportAnswers {
  target: string;
  header: 'detect' | 'yes' | 'no';
  delimiter: string;
  categorical: string;
}

export const detect = 'detect';

export function answersOf(options: ImportOptions): ImportAnswers {
  return {
    target: options.target ?? '',
    header: options.header === undefined ? detect : options.header ? 'yes' : 'no',
    delimiter: options.delimiter ?? detect,
    categorical: (options.categorical ?? []).join(', '),
  };
}

/** What was said, on top of the options that the form does not show; everything else is detected. */
export function optionsOf(answers: ImportAnswers, before: ImportOptions): ImportOptions {
  const { target: _target, header: _header, delimiter: _delimiter, categorical: _categorical, ...rest } = before;
  const target = answers.target.trim();
  const categorical = answers.categorical.split(',').map((name) => name.trim()).filter(Boolean);
  return {
    ...rest,
    ...(target ? { target } : {}),
    ...(answers.header === detect ? {} : { header: answers.header === 'yes' }),
    ...(answers.delimiter === detect ? {} : { delimiter: answers.delimiter }),
    ...(categorical.length ? { categorical } : {}),
  };
}
