// Lists, boards and one enterprise of a list: what is quicker with a script. All of it also goes by links and buttons.

// Rows that are picked: all of the page at once, and how many there are.
for (const form of document.querySelectorAll('form[data-pick]')) {
  const all = form.querySelector('[data-pick-all]'), boxes = [...form.querySelectorAll('input[name=Ids]')], count = form.querySelector('[data-picked]');
  if (!all) continue;
  const tell = () => {
    const picked = boxes.filter(x => x.checked).length;
    count.textContent = picked ? ` ${picked}` : '';
    all.firstChild.checked = picked > 0 && picked === boxes.length;
    all.firstChild.indeterminate = picked > 0 && picked < boxes.length;
  };
  all.hidden = false;
  all.firstChild.addEventListener('change', e => { for (const box of boxes) box.checked = e.target.checked; tell(); });
  form.addEventListener('change', e => { if (boxes.includes(e.target)) tell(); });
  addEventListener('pageshow', tell);   // the browser keeps what was picked when one comes back
}

// Empty fields need not stand in an address.
document.addEventListener('formdata', e => {
  if (!e.target.matches('[data-tidy]')) return;
  for (const [name, value] of [...e.formData]) if (value === '') e.formData.delete(name);
});

// A menu closes where one clicks elsewhere, and with Escape.
document.addEventListener('click', e => {
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(e.target)) menu.open = false;
});
document.addEventListener('keydown', e => {
  const menu = e.key === 'Escape' && e.target.closest?.('details.menu[open]');
  if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
});

// From one enterprise of a list to the next by a key; not while one types or chooses.
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, textarea, select, [contenteditable], dialog')) return;
  for (const link of document.querySelectorAll('a[data-key]')) if (link.dataset.key.split(' ').includes(e.key)) { e.preventDefault(); link.click(); }
});
