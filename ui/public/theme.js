// Runs before the first paint, in a file of its own: the content security policy lets no inline script through.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {}
