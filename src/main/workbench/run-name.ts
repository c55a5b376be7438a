import type { RunConfig } from '../../contract/run-config.ts';

/** What a run without a name is called: optimizer and hidden widths, for example `adam 24-24`. */
export function nameFromConfig({ network, optimizer }: RunConfig): string {
  const hidden = network.flatMap((spec) => (spec.layer === 'dense' && spec.units !== undefined ? [spec.units] : []));
  const shown = hidden.length > 6 ? [...hidden.slice(0, 5), '…'] : hidden;
  return [optimizer.name, shown.join('-') || 'linear'].join(' ');
}
