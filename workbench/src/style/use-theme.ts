import { useSyncExternalStore } from 'react';

const DARK = matchMedia('(prefers-color-scheme: dark)');

/** What people can set: to follow the system, or one of the two. */
export const THEMES = ['system', 'light', 'dark'] as const;

/** One of `THEMES`. */
export type ThemeChoice = (typeof THEMES)[number];

const KEY = 'einthoven.theme';
const listeners = new Set<() => void>();

/** What was set, kept from visit to visit. */
export function themeChoice(): ThemeChoice {
  return THEMES.find((name) => name === localStorage.getItem(KEY)) ?? 'system';
}

/** Sets the colours of the whole page. */
export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(KEY, choice);
  applyTheme();
  for (const changed of listeners) changed();
}

/** Brings the page's colours in line with what was set. */
export function applyTheme(): void {
  const choice = themeChoice();
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
}

/** What is set, as the menu shows it. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice);
}

/** The colours that are shown, which drawings must know. */
export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () => {
    const choice = themeChoice();
    return choice === 'system' ? (DARK.matches ? 'dark' : 'light') : choice;
  });
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  DARK.addEventListener('change', changed);
  return () => {
    listeners.delete(changed);
    DARK.removeEventListener('change', changed);
  };
}
