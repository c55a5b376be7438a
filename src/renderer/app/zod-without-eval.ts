import { config } from 'zod';

/** Zod asks whether `new Function` is allowed; under the window's content security policy the question itself is reported. */
config({ jitless: true });
