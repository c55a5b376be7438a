import { ChartLine, Database, ListTree, Plus } from '@lucide/vue';
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
    route: 'data', label: 'Data', icon: Database, key: '4',
    routes: [{ path: '/data/:id?', name: 'data', component: () => import('../features/data/DataView.vue'), props: true }],
  },
];
