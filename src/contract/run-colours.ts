/**
 * The colours that tell runs apart: Okabe–Ito without black, then Tol's muted, which people with colour-vision
 * deficiencies can distinguish. Pale ones are deepened on light ground and dark ones lifted on dark ground, so that
 * a line or a mark keeps at least 3 : 1 against it.
 */
export const runColourNames = [
  'blue', 'vermillion', 'green', 'purple', 'orange', 'sky', 'yellow',
  'indigo', 'rose', 'olive', 'teal', 'wine', 'sand', 'cyan', 'forest', 'violet',
] as const;
export type RunColour = (typeof runColourNames)[number];

/** As CSS hex values: on light and on dark ground. */
export const runColours: Record<RunColour, { light: string; dark: string }> = {
  blue: { light: '#0072b2', dark: '#3d9fe0' },
  vermillion: { light: '#d55e00', dark: '#ee7733' },
  green: { light: '#00845f', dark: '#2fc79c' },
  purple: { light: '#b0568a', dark: '#cc79a7' },
  orange: { light: '#b37a00', dark: '#e69f00' },
  sky: { light: '#2b8cc4', dark: '#56b4e9' },
  yellow: { light: '#8f8a00', dark: '#f0e442' },
  indigo: { light: '#332288', dark: '#8f83e0' },
  rose: { light: '#c2545f', dark: '#dd8a94' },
  olive: { light: '#7f7f2a', dark: '#b5b54a' },
  teal: { light: '#2f8a7c', dark: '#44aa99' },
  wine: { light: '#882255', dark: '#d46a9c' },
  sand: { light: '#93832f', dark: '#ddcc77' },
  cyan: { light: '#3a87ad', dark: '#88ccee' },
  forest: { light: '#117733', dark: '#4cb56f' },
  violet: { light: '#aa4499', dark: '#d07ac2' },
};

/** Of what belongs to no class or has no value. */
export const noColour = { light: '#767981', dark: '#8a8d96' };

/** The colour of a run that nobody gave one: by its place in the file, so that neighbours differ and none ever changes. */
export function automaticColour(key: number): RunColour {
  return runColourNames[key % runColourNames.length]!;
}

export function isRunColour(text: unknown): text is RunColour {
  return (runColourNames as readonly unknown[]).includes(text);
}
