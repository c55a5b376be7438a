import { Command } from 'commander';

/** A command with the options that all of them take. */
export function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--db <path>', 'the database; TRAINYARD_DB, else the one in your data folder, where it is left out')
    .option('--json', 'print JSON; NaN and infinities are the strings "NaN", "Infinity" and "-Infinity"');
}
