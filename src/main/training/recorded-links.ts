import type { RecordedEpochs } from './messages.ts';

/** A training that went on did not come out as it was recorded: what is recorded stays, and it must not be added to. */
export class OtherOutcomeError extends Error {
  constructor(epoch: number) {
    super(`Epoch ${epoch} came out otherwise than it was recorded, so the run cannot go on from there: what was recorded was changed afterwards, or a computation went wrong. Verify the run to see how far it holds, and fork it before that epoch.`);
    this.name = 'OtherOutcomeError';
  }
}

const linkBytes = 32;

/** The epochs between where a training goes on and where it had got to. */
export interface RecordedLinks {
  /** the last recorded epoch */
  readonly through: number;
  /** Holds an epoch against its record; false for one beyond it. */
  covers(epoch: number, link: Uint8Array): boolean;
}

export function recordedLinks(start: number, recorded: RecordedEpochs | undefined): RecordedLinks {
  const links = recorded?.links ?? new Uint8Array(0);
  const through = start + links.length / linkBytes;
  return {
    through,
    covers(epoch, link) {
      if (epoch > through) return false;
      const at = (epoch - start - 1) * linkBytes;
      for (let i = 0; i < linkBytes; i++) if (links[at + i] !== link[i]) throw new OtherOutcomeError(epoch);
      return true;
    },
  };
}
