// Before anything is drawn: the colours this reader chose on this blog, so that nothing flashes.
try {
  const chosen = localStorage.getItem("scheme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.scheme = chosen;
} catch { /* storage is closed: the system decides */ }
