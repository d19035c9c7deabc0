// Checks in the browser that an event is in the log: its leaf's hash (RFC 6962) leads by the path to the root of the checkpoint. Nothing is taken from the server but the proof.
const text = new TextEncoder();
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const bytesOf = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
const hex = bytes => [...bytes].map(x => x.toString(16).padStart(2, '0')).join('');

const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((n, x) => n + x.length, 0));
  let at = 0;

  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }

  return all;
};

// Each field: four bytes of length, big-endian, and its UTF-8; nothing there is FF FF FF FF.
const field = value => {
  if (value === null || value === undefined) return Uint8Array.of(255, 255, 255, 255);
  const bytes = text.encode(String(value));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);

  return joined(length, bytes);
};

export const leafHash = e => sha256(joined(Uint8Array.of(0), ...[
  'event', e.seq, e.id, e.stream, e.version, e.type, e.timestamp, e.user, e.causation, e.correlation, e.headers, e.data].map(field)));

const node = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

// RFC 9162, 2.1.3.2
export const rootOf = async (hash, leaf, size, path) => {
  let [fn, sn, r] = [BigInt(leaf), BigInt(size) - 1n, hash];

  for (const p of path) {
    if (sn === 0n) return null;

    if ((fn & 1n) === 1n || fn === sn) {
      r = await node(p, r);

      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else {
      r = await node(r, p);
    }

    fn >>= 1n;
    sn >>= 1n;
  }

  return sn === 0n ? r : null;
};

const line = (place, words, value) => {
  const p = document.createElement('p');
  p.className = 'small';
  p.append(words + ' ');
  const code = document.createElement('code');
  code.textContent = value;
  p.append(code);
  place.append(p);
};

const told = (place, words, how) => {
  const p = document.createElement('p');
  p.className = `notice ${how}`;
  p.textContent = words;
  place.append(p);
};

const check = async place => {
  place.replaceChildren();

  if (!globalThis.crypto?.subtle) return told(place, place.dataset.unable, 'warn');
  told(place, place.dataset.works, '');
  const answer = await fetch(place.dataset.proof);
  place.replaceChildren();

  if (!answer.ok) return told(place, place.dataset.later, 'warn');
  const proof = await answer.json();
  const sha = proof.proofs.find(x => x.suite === 'sha256');
  const [, size, root] = sha.checkpoint.split('\n');
  const leaf = await leafHash(proof.event);
  const reached = await rootOf(leaf, proof.leaf, size, sha.path.map(bytesOf));
  const good = Number(size) === sha.treeSize && same(leaf, bytesOf(sha.leafHash)) && reached !== null && same(reached, bytesOf(root));
  told(place, good ? place.dataset.good : place.dataset.bad, good ? 'ok' : 'bad');
  line(place, place.dataset.leaf, hex(leaf));
  line(place, place.dataset.size, size);
  line(place, place.dataset.root, root);
};

document.querySelectorAll('[data-proof]').forEach(check);
