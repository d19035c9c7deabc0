// Handing in a ledger, nicer: the file can be dropped, how far it is on its way shows, and a corrected row keeps the keyboard's place.
const form = () => document.querySelector('form.drop');

function say(form, text) {
  const field = form.querySelector('.field'), input = form.querySelector('input[type=file]');
  field.querySelector('.wrong, .hint').remove();
  field.append(Object.assign(document.createElement('span'), { className: 'wrong', id: 'file-says', textContent: text }));
  input.setAttribute('aria-invalid', 'true');
  input.value = '';
}

// Too large is told before it is sent.
document.addEventListener('htmx:confirm', e => {
  const file = e.target.matches('form.drop') && e.target.querySelector('input[type=file]').files[0];
  if (file && file.size > +e.target.dataset.largest) { e.preventDefault(); say(e.target, e.target.dataset.tooLarge); }
});

for (const [name, over] of [['dragenter', true], ['dragover', true], ['dragleave', false], ['drop', false]]) {
  document.addEventListener(name, e => {
    const drop = form();
    if (!drop || !e.dataTransfer?.types.includes('Files')) return;
    e.preventDefault();   // a file that misses the place does not take the page away
    drop.classList.toggle('over', over && drop.contains(e.target));
    if (name === 'drop' && drop.contains(e.target) && e.dataTransfer.files.length) {
      drop.querySelector('input[type=file]').files = e.dataTransfer.files;
      drop.requestSubmit();
    }
  });
}

document.addEventListener('htmx:xhr:progress', e => {
  const sending = e.target.matches('form.drop') && e.target.querySelector('.sending');
  if (!sending || !e.detail.lengthComputable) return;
  const [text, bar] = sending.children, { loaded, total } = e.detail;
  sending.hidden = false;
  text.textContent = loaded < total ? `${sending.dataset.sending} ${Math.floor(100 * loaded / total)}%` : sending.dataset.reading;
  if (loaded < total) bar.value = 100 * loaded / total; else bar.removeAttribute('value');
});

document.addEventListener('htmx:beforeSwap', e => {
  if (!e.detail.requestConfig.elt.matches('form.drop')) return;
  // It became a draft: to its page. Otherwise the form comes back and says why.
  if (new URL(e.detail.xhr.responseURL).pathname !== location.pathname) { e.detail.shouldSwap = false; location.assign(e.detail.xhr.responseURL); }
});

// The button that was pressed may be gone from the row: the row itself is where the keyboard goes on.
document.addEventListener('htmx:afterSettle', e => {
  if (e.target.matches?.('.ledger-row') && document.activeElement === document.body && e.detail.requestConfig?.verb === 'post') e.target.focus();
});
