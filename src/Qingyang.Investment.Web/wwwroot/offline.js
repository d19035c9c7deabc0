// The service worker: keeps the empty page for logging contacts and what it is made of, one set a version, and sends what waits when the
// browser says that there is a network. It keeps nothing that the server says about anybody: no page of an account, no answer of the API.

const PATIENCE = 8_000;   // a network that does not answer is none

export function start(worker, waiting, { version, contact, other, assets }) {
  const name = 'qy-' + version;
  const parts = new Set(assets);

  worker.addEventListener('install', e => e.waitUntil((async () => {
    const cache = await caches.open(name);
    await cache.addAll([contact, other, ...assets].map(x => new Request(x, { cache: 'reload' })));
    await worker.skipWaiting();
  })()));

  worker.addEventListener('activate', e => e.waitUntil((async () => {
    for (const old of await caches.keys()) if (old.startsWith('qy-') && old !== name) await caches.delete(old);
    await worker.registration.navigationPreload?.enable();   // the page is asked for while the worker wakes up
    await worker.clients.claim();
  })()));

  worker.addEventListener('fetch', e => {
    const url = new URL(e.request.url);
    if (e.request.method !== 'GET' || url.origin !== worker.location.origin) return;
    if (e.request.mode === 'navigate') e.respondWith(page(e, url.pathname === '/contact'));
    else if (parts.has(url.pathname)) e.respondWith(part(e.request, url.pathname));
  });

  worker.addEventListener('sync', e => {
    if (e.tag === 'contacts') e.waitUntil(waiting.send(undefined, true).then(all => { if (!all) throw new Error('Not all was sent: again later.'); }));
  });

  const kept = async path => (await caches.open(name)).match(path);

  async function page(event, isContact) {
    const fromNetwork = (async () => (await event.preloadResponse) ?? fetch(event.request))();
    try {
      if (!isContact) return await fromNetwork;
      const answer = await Promise.race([fromNetwork, new Promise((_, fail) => setTimeout(fail, PATIENCE))]);
      return answer.status >= 502 && answer.status <= 504 ? await kept(contact) ?? answer : answer;
    } catch {
      return await kept(isContact ? contact : other) ?? Response.error();
    }
  }

  async function part(request, path) {
    return await kept(path) ?? fetch(request);
  }
}
