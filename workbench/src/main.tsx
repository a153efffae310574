import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLine } from './line/line.ts';
import { keepOffline } from './offline/keep-offline.ts';
import { keyOfThisTab } from './server/server.ts';
import './style/base.css';
import './style/panels.css';
import { applyTheme } from './style/use-theme.ts';

const place = document.getElementById('workbench');
if (place === null) throw new Error('The page must have a place for the workbench.');

const serverKey = keyOfThisTab();
applyTheme();
keepOffline();
createRoot(place).render(
  <StrictMode>
    <App line={startLine()} serverKey={serverKey} />
  </StrictMode>,
);
