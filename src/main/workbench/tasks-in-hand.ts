/** Computations that a caller may want to end, by the name it gave them. */
export interface TasksInHand {
  /** Runs `work` with a signal that `cancel` raises. A name that is in use already replaces what it stood for, which is cancelled. */
  run<T>(name: string | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  cancel(name: string): void;
  cancelAll(): void;
}

export function createTasksInHand(): TasksInHand {
  const tasks = new Map<string, AbortController>();
  let unnamed = 0;
  return {
    async run(given, work) {
      const name = given ?? `\0${unnamed++}`;
      tasks.get(name)?.abort();
      const controller = new AbortController();
      tasks.set(name, controller);
      try {
        return await work(controller.signal);
      } finally {
        if (tasks.get(name) === controller) tasks.delete(name);
      }
    },
    cancel: (name) => tasks.get(name)?.abort(),
    cancelAll() {
      for (const controller of tasks.values()) controller.abort();
    },
  };
}
