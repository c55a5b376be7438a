import { createRouter, createWebHashHistory, type Router } from 'vue-router';
import { destinations } from './destinations.ts';

/** Places in the hash: the same links work under `app://` and on any port of the web host. */
export function openRouter(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      ...destinations.flatMap((destination) => destination.routes),
      { path: '/:elsewhere(.*)*', redirect: { name: 'runs' } },
    ],
  });
}
