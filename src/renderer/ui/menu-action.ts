import type { Component } from 'vue';

/** An entry of a menu: what it says, what it looks like, and the keys that do the same. */
export interface MenuAction {
  label: string;
  icon: Component;
  keys?: string;
  disabled?: boolean;
  destroys?: boolean;
}
