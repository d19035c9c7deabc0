// The box that finds enterprises, as a combobox: what htmx brings is a listbox that one goes through with the keys. Without it the form goes to /find.
const box = document.querySelector('[data-find]'), place = document.getElementById('find-rows');

if (box && place && window.htmx) {
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'find-list' })) box.setAttribute(name, value);
  const options = () => [...place.querySelectorAll('[role=option]')];
  const chosen = () => place.querySelector('[aria-selected=true]');

  const open = is => {
    place.hidden = !is;
    box.setAttribute('aria-expanded', String(is && options().length > 0));
    if (!is) choose(null);
  };
  const choose = option => {
    for (const x of options()) x.setAttribute('aria-selected', String(x === option));
    if (option) { box.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); }
    else box.removeAttribute('aria-activedescendant');
  };

  place.addEventListener('htmx:afterSwap', () => open(box.value.trim() !== '' && document.activeElement === box && place.firstElementChild !== null));
  box.addEventListener('input', () => { if (box.value.trim() === '') open(false); });
  box.addEventListener('focus', () => { if (box.value.trim() !== '' && options().length) open(true); });
  box.form.addEventListener('focusout', e => { if (!box.form.contains(e.relatedTarget)) open(false); });
  place.addEventListener('mousedown', e => e.preventDefault());   // the box keeps the focus, the click still opens
  box.addEventListener('keydown', e => {
    const all = options(), at = all.indexOf(chosen());
    if (e.key === 'Escape' && !place.hidden) { e.preventDefault(); open(false); return; }
    if (e.isComposing || !all.length) return;   // pinyin that is still being put together
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (place.hidden) open(true);
      const next = e.key === 'ArrowDown' ? at + 1 : at < 0 ? all.length - 1 : at - 1;
      choose(all[next] ?? null);   // past the end one is back in the box
    }
    if (e.key === 'Enter' && !place.hidden && at >= 0) { e.preventDefault(); all[at].click(); }
  });
}

// A list of links that one goes through with the arrow keys.
document.addEventListener('keydown', e => {
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
  const list = e.target.closest?.('[data-arrows]') ?? (e.target === box && place?.hidden ? document.querySelector('[data-arrows]') : null);
  if (!list || e.defaultPrevented) return;
  const links = [...list.querySelectorAll('li > a')], next = links[links.indexOf(document.activeElement) + (e.key === 'ArrowDown' ? 1 : -1)];
  if (next) { e.preventDefault(); next.focus(); }
});
