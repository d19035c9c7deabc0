// Cards that are dragged. The next stage opens its form; any other is refused, and said why: never a silent snap back.
const board = document.querySelector('[data-board]'), refusal = document.getElementById('board-refusal');
let card = null;

const laneOf = e => e.target.closest?.('[data-stage]');
const clear = () => { for (const x of board.querySelectorAll('.over')) x.classList.remove('over'); };

const drop = (from, lane) => {
  const step = Number(lane.dataset.stage) - Number(from.dataset.card);
  if (step === 1) { location.assign(from.dataset.next); return; }
  if (step === 0) return;
  for (const x of refusal.querySelectorAll('[data-why]')) x.hidden = x.dataset.why !== (step < 0 ? 'back' : 'ahead');
  refusal.showModal();
};

board?.addEventListener('dragstart', e => {
  card = e.target.closest?.('[data-card]');
  if (!card) return;
  e.dataTransfer.effectAllowed = 'move';
  e.dataTransfer.setData('text/plain', card.querySelector('.name').textContent);
  card.classList.add('dragged');
});
board?.addEventListener('dragover', e => {
  const lane = card && laneOf(e);
  if (!lane) return;
  e.preventDefault();
  if (!lane.classList.contains('over')) { clear(); lane.classList.add('over'); }
});
board?.addEventListener('dragend', () => { card?.classList.remove('dragged'); card = null; clear(); });
board?.addEventListener('drop', e => {
  const lane = laneOf(e), moved = card;
  if (!lane || !moved) return;
  e.preventDefault();
  clear();
  drop(moved, lane);
});
