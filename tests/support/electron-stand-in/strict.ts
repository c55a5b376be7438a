/** Reading what the stand-in does not have is an error, so that no call is silently without effect. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (typeof key === 'string' && !(key in object) && !expectedToBeMissing.has(key))
        throw new Error(`The electron stand-in does not know ${name}.${key}`);
      return Reflect.get(object, key, receiver) as unknown;
    },
    set(_object, key) {
      throw new Error(`The electron stand-in does not allow ${name}.${String(key)} to be set`);
    },
  });
}

/** What the language itself asks every object for. */
const expectedToBeMissing = new Set(['then', 'toJSON']);

/** Refuses options that this stand-in gives no meaning to. */
export function onlyKnown(what: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) throw new Error(`The electron stand-in does not know ${what}.${key}`);
}
