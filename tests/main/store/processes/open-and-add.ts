/** Opens the database at the given path and adds one run of the given name. */
import { openStore } from '../../../../src/main/store/open.ts';
import { addRun } from '../../../support/store.ts';

const [path, name] = process.argv.slice(2);
const store = await openStore(path!);
addRun(store, { name: name! });
store.close();
