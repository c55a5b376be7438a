import { Box, ChartLine, Database, History, ListTree, Plus, Trash2 } from '@lucide/vue';
import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';

/** A place that the rail leads to. Adding a view to the window is adding an entry here. */
export interface Destination {
  /** name of the route that the rail opens */
  route: string;
  label: string;
  icon: Component;
  /** the one that stands out */
  prominent?: boolean;
  /** stands at the lower end, away from the places of daily work */
  aside?: boolean;
  /** Ctrl and this key open it */
  key: string;
  routes: RouteRecordRaw[];
}

export const destinations: readonly Destination[] = [
  {
    route: 'launch', label: 'Launch', icon: Plus, prominent: true, key: 'n',
    routes: [{ path: '/launch', name: 'launch', component: () => import('../features/launch/LaunchView.vue') }],
  },
  {
    route: 'runs', label: 'Runs', icon: ListTree, key: '1',
    routes: [{ path: '/runs/:id?', name: 'runs', component: () => import('../features/runs/RunsView.vue'), props: true }],
  },
  {
    route: 'compare', label: 'Compare', icon: ChartLine, key: '2',
    routes: [{ path: '/compare', name: 'compare', component: () => import('../features/compare/CompareView.vue') }],
  },
  {
    route: 'replay', label: 'Replay', icon: History, key: '3',
    routes: [{ path: '/replay/:id?', name: 'replay', component: () => import('../features/replay/ReplayView.vue'), props: true }],
  },
  {
    route: 'data', label: 'Data', icon: Database, key: '4',
    routes: [{ path: '/data/:id?', name: 'data', component: () => import('../features/data/DataView.vue'), props: true }],
  },
  {
    route: 'models', label: 'Models', icon: Box, key: '5',
    routes: [{ path: '/models/:id?', name: 'models', component: () => import('../features/models/ModelsView.vue'), props: true }],
  },
  {
    route: 'trash', label: 'Trash', icon: Trash2, aside: true, key: '9',
    routes: [{ path: '/trash', name: 'trash', component: () => import('../features/trash/TrashView.vue') }],
  },
];
