// The list of what waits, where contacts are logged: what it is, how it stands, and what can be done with what was refused.

const waiting = await import(document.getElementById('waiting').href);
const account = await waiting.whoIsHere();
const words = { waiting: 'stateWaiting', trouble: 'stateTrouble', refused: 'stateRefused', signIn: 'stateSignIn' };
const section = document.querySelector('[data-waiting-list]');

if (waiting.isAble && section) {
  const list = section.querySelector('[data-entries]');
  const sample = section.querySelector('template');

  const item = entry => {
    const shown = sample.content.cloneNode(true);
    const at = name => shown.querySelector(`[data-at=${name}]`);
    at('name').textContent = entry.name;
    at('on').textContent = entry.command.on;
    const said = entry.command.content.trim();
    at('words').textContent = said.length > 40 ? said.slice(0, 40) + '…' : said;
    at('state').textContent = section.dataset[words[entry.state === 'waiting' && entry.tries > 1 ? 'trouble' : entry.state]];
    at('state').classList.add({ refused: 'bad', signIn: 'warn' }[entry.state] ?? 'plain');
    if (entry.state === 'refused') {
      at('sentence').textContent = [...new Set(Object.values(entry.fields).flat())].join(' ') || entry.sentence;
      at('sentence').hidden = at('actions').hidden = false;
      at('mend').onclick = () => document.dispatchEvent(new CustomEvent('qy-mend', { detail: entry }));
      const discard = at('discard');
      discard.onclick = () => {   // a second tap is the confirmation
        if (discard.dataset.asked) waiting.discard(entry.key);
        else { discard.dataset.asked = '1'; discard.textContent = discard.dataset.sure; }
      };
    }
    return shown;
  };

  const show = async () => {
    const all = await waiting.entries();
    const mine = all.filter(x => x.account === account);
    const others = all.filter(x => x.account !== account);
    section.hidden = all.length === 0;
    section.querySelector('[data-count]').textContent = mine.length;
    section.querySelector('[data-send]').hidden = !mine.some(x => x.state === 'waiting');
    document.querySelector('[data-sign-in]').hidden = !mine.some(x => x.state === 'signIn');
    list.replaceChildren(...mine.map(item));
    const owners = [...new Set(others.map(x => x.account))].map(x => `${x} ${others.filter(o => o.account === x).length}`);
    const told = section.querySelector('[data-others]');
    told.hidden = others.length === 0;
    told.querySelector('[data-owners]').textContent = owners.join('、');   // whose and how many, not what they wrote
  };

  section.querySelector('[data-send]').onclick = () => document.dispatchEvent(new Event('qy-send'));
  waiting.onChange(show);
  await show();
}
