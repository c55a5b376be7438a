/**
 * What is used of `assemblyscript/asc`, in place of its own declarations: those bring AssemblyScript's global Array and
 * number types along, which would let `list.at(-1)` pass for a value that is always there.
 */
declare const asc: {
  main(
    argv: string[],
    io: {
      readFile(name: string): Promise<string | null>;
      writeFile(name: string, contents: Uint8Array | string): void;
      stderr: { write(chunk: Uint8Array | string): void };
    },
  ): Promise<{ error: Error | null }>;
};
export default asc;
