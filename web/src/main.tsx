import './styles.css';
import i18n from './i18n';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queryClient } from './api/queries';
import { isOver } from './lib/addresses';
import { router } from './routes';

// A page left open over an update asks for files that are gone: it is loaded anew, once in a while and never in a circle;
// without a network never, as the browser's own page would stand in place of what one was writing.
addEventListener('vite:preloadError', (event) => {
  const last = Number(sessionStorage.getItem('renewed') ?? 0);
  if (!navigator.onLine || Date.now() - last < 60_000) return;
  event.preventDefault();
  sessionStorage.setItem('renewed', String(Date.now()));
  location.reload();
});

// A picture far down the page may come into view after its address has ended: what is shown is asked for anew.
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLImageElement && isOver(target.src))
      void queryClient.invalidateQueries({ refetchType: 'active' }, { cancelRefetch: false });
  },
  true,
);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nextProvider>
  </StrictMode>,
);
