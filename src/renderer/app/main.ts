import './zod-without-eval.ts';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { installBridge } from '../bridge/install.ts';
import { provideBridge } from '../stores/bridge.ts';
import App from './App.vue';
import { openRouter } from './router.ts';
import { startStores } from './start-stores.ts';

// The bridge comes before the router: it takes the launch token out of the address.
provideBridge(installBridge());

const app = createApp(App);
app.use(createPinia());
app.provide('startFailure', await startStores().then(() => null, (error: unknown) => error));
app.use(openRouter());
app.mount('#app');
