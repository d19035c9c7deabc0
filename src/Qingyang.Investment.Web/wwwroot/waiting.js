// Contacts that were typed and are not in the log yet. Each is kept on this device before it is sent, under a key made here, and removed
// only when the server has said that it is recorded: whatever is lost on the way, it is in the log once. Pages and the service worker share this.

const ENTRIES = 'entries', KEPT = 'kept';
const MINUTE = 60_000;
const LATER = new Set([408, 412, 425, 429]);   // says nothing against the entry: try again

/** Without a secure context there is nothing of this in a browser; pages then do with the plain form. */
export const isAble = globalThis.isSecureContext && 'indexedDB' in globalThis && 'locks' in navigator && 'BroadcastChannel' in globalThis;

let opened;
const open = () => opened ??= new Promise((done, fail) => {
  const asked = indexedDB.open('qy', 1);
  asked.onupgradeneeded = () => { asked.result.createObjectStore(ENTRIES, { keyPath: 'key' }); asked.result.createObjectStore(KEPT); };
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => { opened = undefined; fail(asked.error); };
});

/** One transaction; done when it is on the disk, not only promised. */
async function within(store, mode, work) {
  const db = await open();
  return new Promise((done, fail) => {
    const transaction = db.transaction(store, mode, { durability: 'strict' });
    const asked = work(transaction.objectStore(store));
    transaction.oncomplete = () => done(asked?.result);
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });
}

const announcing = isAble ? new BroadcastChannel('qy-waiting') : null;
const announce = () => announcing?.postMessage('changed');

/** Calls whenever something changed here, in another tab, or in the service worker. */
export const onChange = tell => { new BroadcastChannel('qy-waiting').onmessage = tell; };

export const remember = (name, value) => within(KEPT, 'readwrite', store => store.put(value, name));
export const remembered = name => within(KEPT, 'readonly', store => store.get(name));
export const forget = name => within(KEPT, 'readwrite', store => store.delete(name));

export const entries = async () => (await within(ENTRIES, 'readonly', store => store.getAll())).sort((a, b) => a.typedAt - b.typedAt);
const find = key => within(ENTRIES, 'readonly', store => store.get(key));
const put = async entry => { await within(ENTRIES, 'readwrite', store => store.put(entry)); announce(); };
const remove = async key => { await within(ENTRIES, 'readwrite', store => store.delete(key)); announce(); };

/** Keeps a contact; one that takes the place of a refused one does so at once. Answers its key. */
export async function keep(account, name, command, replaced) {
  const entry = { key: crypto.randomUUID(), account, name, command, typedAt: Date.now(), state: 'waiting', tries: 0, notBefore: 0 };
  await within(ENTRIES, 'readwrite', store => { if (replaced) store.delete(replaced); return store.put(entry); });
  announce();
  return entry.key;
}

const alone = work => navigator.locks.request('qy-send', work);

/** Only what was refused can be thrown away: what is on its way may have arrived. */
export const discard = key => alone(async () => { if ((await find(key))?.state === 'refused') await remove(key); });

/**
 * Sends what waits, one sender at a time over all tabs. Of one account where it is known who is there; the service worker does not know,
 * and the server turns away what another account typed. Answers whether all that could be sent was.
 */
export const send = (account, now = false) => alone(async () => {
  for (const { key } of await entries()) {
    const entry = await find(key);
    if (!entry || entry.state === 'refused' || (account && entry.account !== account) || (!now && entry.notBefore > Date.now())) continue;
    if (!await sendOne(entry)) return false;
  }
  return true;
});

/** False where it makes no sense to go on just now. */
async function sendOne(entry) {
  let answer, told;
  try {
    answer = await fetch('/api/contacts', {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(MINUTE / 2), body: JSON.stringify(entry.command),
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': entry.key, 'Typed-By': encodeURIComponent(entry.account) },
    });
    told = await answer.json();   // a hotel's or a proxy's page is no answer of ours
  } catch {
    return later(entry);
  }

  if (answer.ok && told.enterpriseId) return remove(entry.key).then(() => true);
  if (answer.status === 401) return put({ ...entry, state: 'signIn' }).then(() => false);
  if (told.reason === 'typedByAnother') return true;   // stays for its owner, untouched
  if (answer.status >= 400 && answer.status < 500 && !LATER.has(answer.status)) {
    return put({ ...entry, state: 'refused', sentence: told.detail ?? told.title, fields: told.errors ?? {} }).then(() => true);
  }
  return later(entry);
}

/** Nobody knows whether it arrived: the same entry again, after a pause that grows. */
async function later(entry) {
  const tries = entry.tries + 1;
  await put({ ...entry, state: 'waiting', tries, notBefore: Date.now() + Math.min(1000 * 2 ** tries, 5 * MINUTE) });
  return false;
}

/** Who typed on this page: the account that the server named in it; in a page kept for offline, who was last here and has not signed out. */
export async function whoIsHere() {
  const named = document.querySelector('[data-account]')?.dataset.account;
  return named ?? (isAble && document.querySelector('[data-kept-page]') ? await remembered('who') : undefined);
}

/** The business day is that of Asia/Shanghai, wherever the phone is. */
export const day = (offset = 0) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() + offset * 24 * 60 * MINUTE);
