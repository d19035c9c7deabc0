// Logging a contact with a thumb, and without a network: what is typed is kept on this device first and sent afterwards. Without this
// script, or where a browser can keep nothing, the same form is posted.

const waiting = await import(document.getElementById('waiting').href);
const account = await waiting.whoIsHere();
const form = document.querySelector('[data-contact]');
const told = document.querySelector('[data-told]');
const isAble = waiting.isAble && Boolean(account);
const isKeptPage = Boolean(document.querySelector('[data-kept-page]'));
const wanted = new URLSearchParams(location.search).get('enterprise') ?? '';
const draft = `qy-draft:${account}:${wanted}`;
const at = name => form.elements[name];
const { start } = await import(document.getElementById('whom').href);
const whom = await start(form, { waiting, account, isAble, isKeptPage, wanted, foundNone: told.dataset.foundNone });
let mended;

// -- how and when

form.addEventListener('click', e => {
  // The next thing to do after a method was tapped: the words, with the phone's own keyboard and dictation.
  if (e.target.name === 'Method' && e.detail > 0 && !at('Content').value) at('Content').focus();
});
const days = () => { for (const x of form.querySelectorAll('[data-today-max]')) x.max = waiting.day(); for (const x of form.querySelectorAll('[data-today-min]')) x.min = waiting.day(); };
const must = () => {
  at('On').required = at('When').value === 'other';
  at('NextStepOn').required = at('Then').value === 'other';
  at('NextStep').required = at('Then').value !== 'none';
};
form.addEventListener('change', must);
form.addEventListener('invalid', e => { const details = e.target.closest('details'); if (details) details.open = true; }, true);
form.addEventListener('input', e => {
  e.target.setCustomValidity?.('');
  const says = form.querySelector(`[data-says="${e.target.name}"]`);
  if (says) says.hidden = true;
  form.querySelector('[data-performer]').textContent = at('PerformedBy').value;
});
document.addEventListener('visibilitychange', days);

// -- the draft: on this device, of this account, until it is sent

const typed = () => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== 'Key' && !name.startsWith('__')));
function fill(values) {
  for (const [name, value] of Object.entries(values)) {
    if (name === 'EnterpriseId' || !at(name)) continue;
    at(name).value = value;   // a group of radio buttons takes it as well
  }
  const id = values.EnterpriseId;
  if (id) whom.choose({ id, name: values.name ?? '' });
  must();
  form.querySelector('[data-performer]').textContent = at('PerformedBy').value;
}
function saveDraft() {
  if (!isAble) return;
  const values = typed();
  if (values.Content || values.NextStep || values.EnterpriseId || values.ContactPerson) localStorage.setItem(draft, JSON.stringify({ ...values, name: whom.name(), mended }));
  else localStorage.removeItem(draft);
}
form.addEventListener('input', saveDraft);
form.addEventListener('change', saveDraft);

function clear() {
  for (const name of ['Content', 'ContactPerson', 'Phone', 'NextStep', 'NextStepOn', 'On']) at(name).value = '';
  for (const x of form.querySelectorAll('[name=Method]:checked')) x.checked = false;
  at('When').value = '0';
  at('Then').value = 'none';
  at('PerformedBy').value = account;
  mended = undefined;
  whom.clear();
  for (const says of form.querySelectorAll('[data-says]')) says.hidden = true;
  must();
  localStorage.removeItem(draft);
}

// -- sending

function command() {
  const x = typed();
  const soon = { none: null, other: x.NextStepOn || null };
  return {
    enterpriseId: x.EnterpriseId, on: x.When === 'other' ? x.On : waiting.day(-Number(x.When)), method: x.Method, performedBy: x.PerformedBy, content: x.Content,
    contactPerson: x.ContactPerson || null, phone: x.Phone || null,
    nextStep: x.Then === 'none' ? null : x.NextStep || null, nextStepOn: x.Then in soon ? soon[x.Then] : waiting.day(Number(x.Then)),
  };
}

function tell(how, name, link) {
  told.hidden = false;
  told.className = `notice ${how === 'refused' ? 'bad' : how === 'kept' ? 'warn' : 'ok'}`;
  const about = document.createElement(link ? 'a' : 'b');
  about.textContent = name;
  if (link) about.href = link;
  told.replaceChildren(told.dataset[how] + ' ', about);
}

let busy = false;
async function submit(e) {
  e.preventDefault();
  if (busy) return;
  const says = form.querySelector('[data-says=EnterpriseId]');
  if (!typed().EnterpriseId) { says.textContent = told.dataset.chooseFirst; says.hidden = false; whom.missing(); return; }
  busy = true;
  try {
    const [name, about] = [whom.name(), command()];
    const key = await waiting.keep(account, name, about, mended);
    clear();
    await whom.used(about.enterpriseId, name);
    scrollTo(0, 0);
    tell('kept', name);
    await waiting.send(account, true);
    const entry = (await waiting.entries()).find(x => x.key === key);
    if (!entry) tell('done', name, `/enterprises/${about.enterpriseId}`);
    else if (entry.state === 'refused') tell('refused', name);
    else document.dispatchEvent(new Event('qy-send'));
  } finally { busy = false; }
}

document.addEventListener('qy-mend', ({ detail: entry }) => {
  const c = entry.command;
  fill({
    EnterpriseId: c.enterpriseId, name: entry.name, Method: c.method, When: 'other', On: c.on, Content: c.content, PerformedBy: c.performedBy, ContactPerson: c.contactPerson ?? '', Phone: c.phone ?? '',
    Then: c.nextStepOn ? 'other' : 'none', NextStep: c.nextStep ?? '', NextStepOn: c.nextStepOn ?? '',
  });
  mended = entry.key;
  for (const [field, sentences] of Object.entries(entry.fields)) {
    const says = form.querySelector(`[data-says=${field[0].toUpperCase() + field.slice(1)}]`);
    if (says) { says.textContent = sentences.join(' '); says.hidden = false; }
  }
  saveDraft();
  at('Content').focus();
});

days();
must();
if (isAble) {
  form.addEventListener('submit', submit);
  const left = JSON.parse(localStorage.getItem(draft) ?? 'null');
  if (isKeptPage) at('PerformedBy').value = form.querySelector('[data-performer]').textContent = account;
  if (left && !form.querySelector('[data-server-told]')) { fill(left); mended = left.mended; }
} else if (isKeptPage) {
  document.querySelector('[data-nobody]').hidden = false;
  form.hidden = true;
}
const net = () => { for (const x of document.querySelectorAll('[data-offline-only]')) x.hidden = navigator.onLine; };
addEventListener('online', net);
addEventListener('offline', net);
net();
