import { runColours, type RunColour } from '../../contract/run-colours.ts';

/** For an element that shows a run's colour as its background. */
export function colourStyle(colour: RunColour): { background: string } {
  const { light, dark } = runColours[colour];
  return { background: `light-dark(${light}, ${dark})` };
}

/** The mark of a run: the one colour that it has everywhere. */
export const runColourStyle = ({ colour }: { colour: RunColour }) => colourStyle(colour);
