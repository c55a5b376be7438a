import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import type { InputOf } from '../../contract/api.ts';
import type { VerifyResult } from '../../contract/replay.ts';
import { call, listen, messageOf } from './bridge.ts';
import { useRuns } from './runs.ts';
import { useToasts } from './toasts.ts';

/** How far a verification is, by epochs. */
export interface Verifying {
  epoch: number;
  epochs: number | null;
  /** milliseconds since 1970 */
  since: number;
}

/** What can be done with the past of a run: train it again to verify it, take it further, go on differently from an epoch. */
export const useTimeMachine = defineStore('time-machine', () => {
  /** verifications under way, by run */
  const verifying = shallowReactive(new Map<string, Verifying>());

  async function verify(id: string, name: string): Promise<void> {
    const since = Date.now();
    verifying.set(id, { epoch: 0, epochs: null, since });
    const stop = listen('runs.verifying', ({ runId, epoch, epochs }) => { if (runId === id) verifying.set(id, { epoch, epochs, since }); });
    try {
      tell(name, await call('runs.verify', { id }));
    } catch (error) {
      if (!isCancelled(error)) useToasts().show({ level: 'error', message: messageOf(error) });
    } finally {
      stop();
      verifying.delete(id);
    }
  }

  const cancelVerify = (id: string) => call('runs.cancelVerify', { id });

  /** Throws what main says, for the form to show at its field. */
  const extend = (id: string, epochs: number) => call('runs.extend', { id, epochs });

  async function fork(request: InputOf<'runs.fork'>): Promise<string> {
    const { id } = await call('runs.fork', request);
    // The answer may be here before the event is: lists hear of the run before anything else shows it.
    useRuns().admit(await call('runs.rows', { ids: [id] }));
    return id;
  }

  return { verifying, verify, cancelVerify, extend, fork };
});

function tell(name: string, { identicalThrough, difference, healed }: VerifyResult): void {
  const mended = healed.length === 0 ? '' : ` Damaged snapshots were healed: epochs ${healed.slice(0, 10).join(', ')}${healed.length > 10 ? ' and more' : ''}.`;
  if (difference) useToasts().show({ level: 'warning', message: `“${name}” differs from epoch ${difference.epoch} on. ${difference.reason}${mended}` });
  else useToasts().show({ level: 'info', message: `“${name}” came out identical through epoch ${identicalThrough}.${mended}` });
}

const isCancelled = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'cancelled';
