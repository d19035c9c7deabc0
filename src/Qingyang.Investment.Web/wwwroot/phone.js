// What every page does for contacts that wait to be sent: says how many, sends them when it can, warns before signing out, and has the
// service worker keep what is needed without a network.

const waiting = await import(document.getElementById('waiting').href);
const account = await waiting.whoIsHere();
const words = document.querySelector('[data-leaving]');

if (waiting.isAble && account) {
  const mine = async () => (await waiting.entries()).filter(x => x.account === account);
  const isOnline = !document.querySelector('[data-kept-page]');

  let timer;
  const send = async now => {
    clearTimeout(timer);
    await waiting.send(account, now);
    const next = Math.min(...(await mine()).filter(x => x.state === 'waiting').map(x => x.notBefore));
    if (Number.isFinite(next)) timer = setTimeout(send, Math.max(next - Date.now(), 1000));
  };

  const badge = async () => {
    const count = (await mine()).length;
    for (const link of document.querySelectorAll('nav a[href="/contact"]')) {
      link.querySelector('.badge')?.remove();
      if (count === 0) continue;
      const mark = document.createElement('span');
      mark.className = 'badge';
      mark.textContent = count;
      const said = document.createElement('span');
      said.className = 'sr';
      said.textContent = words?.dataset.badge ?? '';
      mark.append(said);
      link.append(mark);
    }
  };

  waiting.onChange(badge);
  await badge();
  addEventListener('online', () => send(true));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && send(true));
  document.addEventListener('qy-send', () => send(true));

  // Signing out with something that waits: it would wait until its owner is back on this very device.
  document.addEventListener('submit', async e => {
    const form = e.target;
    if (!form.action.endsWith('/sign-out')) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    if (words && (await mine()).length > 0) {
      words.returnValue = '';
      words.showModal();
      await new Promise(done => words.addEventListener('close', done, { once: true }));
      if (words.returnValue !== 'leave') return;
    }
    await waiting.forget('who');
    await waiting.forget('likely');
    form.submit();
  }, true);

  let worker = null;
  if (isOnline) {
    await waiting.remember('who', account);
    worker = await navigator.serviceWorker?.register('/sw.js', { type: 'module', updateViaCache: 'none' }).catch(() => null);
    if ((await mine()).length > 0) worker?.sync?.register('contacts').catch(() => null);
  }

  await send(true);

  // With whom a contact is likely: to choose from when there is no network. Of this account alone.
  const kept = await waiting.remembered('likely');
  if (isOnline && (document.querySelector('[data-contact]') || kept?.account !== account || Date.now() - kept.at > 3_600_000)) {
    const answer = await fetch('/contact/enterprises.json').then(x => x.ok ? x.json() : null).catch(() => null);
    if (answer?.account === account) await waiting.remember('likely', { ...answer, at: Date.now() });
  }

  // Told to people: from now on this page opens and keeps what they type without a network.
  const ready = document.querySelector('[data-ready]');
  if (ready && worker) { await navigator.serviceWorker.ready; ready.hidden = false; }
}
