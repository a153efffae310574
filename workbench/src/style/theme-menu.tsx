import { chooseTheme, THEMES, type ThemeChoice, useThemeChoice } from './use-theme.ts';

const NAMES: Readonly<Record<ThemeChoice, string>> = { system: 'System colours', light: 'Light', dark: 'Dark' };

/** Sets the colours of the page. */
export function ThemeMenu() {
  return (
    <select
      className="theme"
      aria-label="Colours"
      value={useThemeChoice()}
      onChange={({ target }) => chooseTheme(target.value as ThemeChoice)}
    >
      {THEMES.map((name) => (
        <option key={name} value={name}>
          {NAMES[name]}
        </option>
      ))}
    </select>
  );
}
