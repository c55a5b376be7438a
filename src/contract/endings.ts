import { endedStatuses, type RunRow, type RunStatus } from './runs.ts';

/** What a desktop notification says about runs that have ended, whichever host shows it. */
export interface EndingNotice {
  title: string;
  body: string;
  /** the run to open, where it is about one */
  runId: string | null;
}

/** Endings within this time are told together. */
export const gatherMs = 1500;
/** After a notice, what ends is gathered for longer: many short runs make few notices. */
export const restMs = 15_000;

/** Ended by themselves: whoever stops a run knows that it has ended. */
const worthTelling: readonly RunStatus[] = ['completed', 'diverged', 'failed', 'interrupted'];

export interface Endings {
  /** Takes in what is told of runs. */
  hear(rows: readonly RunRow[]): void;
  /** Ends what is pending untold. */
  stop(): void;
}

/** Watches for runs that end after they were seen alive, and tells of them, gathered. */
export function createEndings(tell: (notice: EndingNotice) => void, wait = { gatherMs, restMs }): Endings {
  const alive = new Set<string>();
  let ended: RunRow[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let resting = false;

  function flush(): void {
    timer = null;
    resting = ended.length > 0;
    if (!resting) return;
    tell(describeEndings(ended));
    ended = [];
    timer = setTimeout(flush, wait.restMs);
  }

  return {
    hear(rows) {
      for (const row of rows) {
        if (!endedStatuses.includes(row.status)) alive.add(row.id);
        else if (alive.delete(row.id) && worthTelling.includes(row.status)) ended.push(row);
      }
      if (ended.length > 0 && !resting) timer ??= setTimeout(flush, wait.gatherMs);
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
      ended = [];
      resting = false;
    },
  };
}

/** One run by its name and outcome, several by their numbers. */
function describeEndings(rows: readonly RunRow[]): EndingNotice {
  const [first] = rows;
  if (first && rows.length === 1) return { title: `${first.name} ${first.status}`, body: outcomeOf(first), runId: first.id };
  const counts = worthTelling.flatMap((status) => {
    const count = rows.filter((row) => row.status === status).length;
    return count > 0 ? [`${count} ${status}`] : [];
  });
  return { title: `${rows.length} runs have ended`, body: counts.join(', '), runId: null };
}

function outcomeOf({ error, epochs, metrics }: RunRow): string {
  if (error !== null) return error;
  const shown = ['val_accuracy', 'val_r2', 'val_loss', 'train_loss'].find((name) => metrics[name] !== undefined);
  const value = shown === undefined ? undefined : metrics[shown];
  return [`${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`, value ? `${shown} ${(value.best ?? value.last).toPrecision(4)}` : ''].filter(Boolean).join(', ');
}
