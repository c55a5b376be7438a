import './zod-without-eval.ts';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
// The view that nearly every start shows comes with the window, the others when they are opened.
import '../features/runs/RunsView.vue';
import { installBridge } from '../bridge/install.ts';
import { provideBridge } from '../stores/bridge.ts';
import { useRunList } from '../stores/run-list.ts';
import { useToasts } from '../stores/toasts.ts';
import App from './App.vue';
import { openRouter } from './router.ts';
import { startStores } from './start-stores.ts';

// The bridge comes before the router: it takes the launch token out of the address.
provideBridge(installBridge());

/** For how long the window waits for the question of its first page to be put. */
const longestWaitMs = 80;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

void start();

/** A function, because the view is in the same file: nothing of that can be asked for before the file has been read to its end. */
async function start(): Promise<void> {
  const app = createApp(App);
  app.use(createPinia());
  const { first, rest } = startStores();
  const failure = await first.then(() => null, (error: unknown) => error);
  app.provide('startFailure', failure);
  const router = openRouter();
  app.use(router);
  if (failure === null) {
    await router.isReady();
    // The list asks for its first page before all else; other views begin with everything at hand.
    const { name, query } = router.currentRoute.value;
    if (name === 'runs' && Object.keys(query).length === 0) await Promise.race([useRunList().readAhead(), wait(longestWaitMs)]);
    const others = rest().catch(useToasts().showError);
    if (name !== 'runs') await others;
  }
  app.mount('#app');
}
