// Arrow keys step through a history, as its two links do.
addEventListener('keydown', e => {
  if (e.target.closest?.('input, select, textarea') || e.altKey || e.ctrlKey || e.metaKey) return;
  const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[e.key];
  const link = rel && document.querySelector(`main a[rel=${rel}][href]`);

  if (link) {
    e.preventDefault();
    link.click();
  }
});
