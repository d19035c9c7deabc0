// Whom a contact was with: rows from the server, from what this device keeps, or found by the box.

const MOST = 6;

export async function start(form, { waiting, account, isAble, isKeptPage, wanted, foundNone }) {
  const whom = form.querySelector('[data-whom]');
  const none = whom.querySelector('[data-none]');
  const box = whom.querySelector('[data-seek]');
  const likelyGroups = ['due', 'recent', 'assigned'];
  const likely = async () => {   // read when it is needed: it may have come after this page was opened
    const all = isAble ? await waiting.remembered('likely') : null;
    return all?.account && all.account === account ? all : { account, at: 0, enterprises: [] };
  };
  const kept = (await likely()).enterprises;
  const known = new Map(kept.map(x => [x.id, x]));
  const checked = () => form.querySelector('[name=EnterpriseId]:checked');

  function row(enterprise) {
    const shown = whom.querySelector('[data-row]').content.cloneNode(true);
    const tag = shown.querySelector('.tag');
    const [due, today] = [enterprise.nextStepOn, waiting.day()];
    shown.querySelector('input').value = enterprise.id;
    shown.querySelector('.name').textContent = enterprise.name;
    shown.querySelector('.says').textContent = due && due <= today ? `${due} ${enterprise.nextStep ?? ''}` : [enterprise.county, enterprise.lastContactOn].filter(Boolean).join(' · ');
    tag.hidden = !(due && due <= today);
    tag.textContent = due < today ? tag.dataset.late : tag.dataset.due;
    tag.className = due < today ? 'tag bad' : 'tag warn';
    return shown;
  }

  function show(group, enterprises) {
    const chosen = checked()?.closest('[data-rows=chosen]')?.querySelector('input').value;
    const fresh = enterprises.filter(x => x.id !== chosen || group === 'chosen');
    for (const x of fresh) known.set(x.id, { ...known.get(x.id), ...x });
    const rows = whom.querySelector(`[data-rows=${group}]`);
    rows.replaceChildren(...fresh.map(row));
    (rows.closest('[data-group]') ?? rows).hidden = fresh.length === 0;
  }

  /** Puts it where it stays, whatever is looked for next. */
  function choose(enterprise) {
    show('chosen', [known.get(enterprise.id) ?? enterprise]);
    for (const other of whom.querySelectorAll(`[name=EnterpriseId][value="${CSS.escape(enterprise.id)}"]`)) if (!other.closest('[data-rows=chosen]')) other.closest('.choice').remove();
    whom.querySelector('[data-rows=chosen] input').checked = true;
    whom.classList.add('chosen');
  }

  let asked = 0;
  async function seek(words) {
    const turn = ++asked;
    let found = null;
    if (words) {
      found = await fetch(`/api/enterprises?limit=12&q=${encodeURIComponent(words)}`).then(x => x.ok ? x.json() : null).then(x => x?.enterprises ?? null).catch(() => null);
      found ??= (await likely()).enterprises.filter(x => x.name.toLowerCase().includes(words.toLowerCase())).slice(0, 12);
    }
    if (turn !== asked) return;
    // What was tapped among the found ones stays when they go.
    const tapped = checked()?.closest('[data-rows=found]');
    if (tapped) choose(known.get(checked().value));
    show('found', found ?? []);
    for (const group of likelyGroups) whom.querySelector(`[data-group=${group}]`).hidden = Boolean(found) || !whom.querySelector(`[data-rows=${group}] .choice`);
    none.hidden = !found || found.length > 0;
    if (found) none.textContent = foundNone;
  }

  let pause;
  box.addEventListener('input', () => { clearTimeout(pause); pause = setTimeout(() => seek(box.value.trim()), 150); });
  document.getElementById('seek').addEventListener('submit', e => { e.preventDefault(); clearTimeout(pause); seek(box.value.trim()); });
  whom.querySelector('[data-change]').addEventListener('click', e => { e.preventDefault(); whom.classList.remove('chosen'); box.focus(); });
  whom.addEventListener('click', e => {
    if (e.target.name === 'EnterpriseId' && e.detail > 0) whom.classList.add('chosen');   // by finger or mouse only: arrow keys choose while they pass
  });

  if (isKeptPage) {
    for (const group of likelyGroups) show(group, kept.filter(x => x.why.toLowerCase() === group).slice(0, MOST));
    if (known.has(wanted)) choose(known.get(wanted));
    none.hidden = kept.length > 0;
  }

  /** With whom there was a contact just now is recent at once, with or without a network. */
  async function used(id, name) {
    const about = { county: '', lastContactOn: null, ...known.get(id), id, name, why: 'Recent', nextStep: null, nextStepOn: null };
    const rows = whom.querySelector('[data-rows=recent]');
    for (const other of whom.querySelectorAll(`[name=EnterpriseId][value="${CSS.escape(id)}"]`)) other.closest('.choice').remove();
    rows.prepend(row(about));
    while (rows.children.length > MOST) rows.lastElementChild.remove();
    seek('');
    const all = await likely();
    if (isAble) await waiting.remember('likely', { ...all, enterprises: [about, ...all.enterprises.filter(x => x.id !== id)] });
  }

  return {
    choose, used,
    name: () => checked()?.closest('.choice').querySelector('.name').textContent,
    missing: () => { box.focus(); },
    clear: () => { if (checked()) checked().checked = false; whom.querySelector('[data-rows=chosen]').hidden = true; whom.querySelector('[data-rows=chosen]').replaceChildren(); whom.classList.remove('chosen'); box.value = ''; return seek(''); },
  };
}
