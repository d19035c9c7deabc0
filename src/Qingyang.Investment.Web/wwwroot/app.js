// What pages do better with a script; without it they still work: links, forms and full pages.

// "/" goes to the one box that finds everything, as in most tools.
document.addEventListener('keydown', e => {
  if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, textarea, select, [contenteditable]')) return;
  const box = document.querySelector('[data-find]');
  if (box) { e.preventDefault(); box.focus(); box.select(); }
});

// Forms marked so are sent as soon as something is chosen.
document.addEventListener('change', e => {
  const form = e.target.closest('form[data-autosubmit]');
  if (form && e.target.matches('select, input[type=date], input[type=checkbox], input[type=radio]')) form.requestSubmit();
});

// What was left empty does not stand in the address. A hidden field that is empty does: it means the group that nobody is in.
document.addEventListener('formdata', e => {
  if (e.target.method === 'get')
    for (const field of e.target.elements) if (field.name && field.value === '' && field.type !== 'hidden') e.formData.delete(field.name);
});

document.addEventListener('click', async e => {
  const open = e.target.closest('[data-dialog]');
  if (open) { e.preventDefault(); document.getElementById(open.dataset.dialog)?.showModal(); }
  if (e.target.closest('[data-close]')) e.target.closest('dialog')?.close();
  if (e.target.closest('[data-print]')) { e.preventDefault(); window.print(); }
  const copy = e.target.closest('[data-copy]');
  if (copy) { await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent.trim()); copy.dataset.done = ''; }
});

// A form that is being sent is not sent twice by a second click; the server would know, but people would wonder.
document.addEventListener('submit', e => {
  const form = e.target;
  if (form.method !== 'post' || e.defaultPrevented) return;
  if (form.dataset.sent) { e.preventDefault(); return; }
  form.dataset.sent = '1';
  addEventListener('pageshow', () => delete form.dataset.sent, { once: true });
});
