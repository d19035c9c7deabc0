// <qy-chart option="{…JSON…}" lib="…">: ECharts as a custom element. The server writes an option; colours come from the stylesheet's tokens,
// so that light, dark and print look alike. JSON only, no functions: nothing here needs eval. The table of the same figures stands beside it.
let library;
const load = src => library ??= new Promise((done, failed) => {
  const script = document.createElement('script');
  Object.assign(script, { src, onload: () => done(window.echarts), onerror: failed });
  document.head.append(script);
});

function theme(element) {
  const style = getComputedStyle(element), token = name => style.getPropertyValue(name).trim();
  const [ink, quiet, line, card] = ['--ink', '--ink-2', '--line', '--card'].map(token);
  const axis = { axisLine: { lineStyle: { color: line } }, axisTick: { show: false }, axisLabel: { color: quiet, fontSize: 11 }, splitLine: { lineStyle: { color: line } } };
  return {
    color: ['--s1', '--s2', '--s3'].map(token), backgroundColor: 'transparent', textStyle: { fontFamily: style.fontFamily, color: ink },
    legend: { textStyle: { color: quiet }, itemWidth: 12, itemHeight: 8, icon: 'roundRect' },
    tooltip: { renderMode: 'richText', confine: true, backgroundColor: card, borderColor: line, textStyle: { color: ink, fontSize: 12 } },
    categoryAxis: { ...axis, splitLine: { show: false } }, valueAxis: { ...axis, axisLine: { show: false } }, line: { lineStyle: { width: 2.5 } },
  };
}

customElements.define('qy-chart', class extends HTMLElement {
  #chart; #size; #scheme = matchMedia('(prefers-color-scheme: dark)'); #redraw = () => { this.#chart?.dispose(); this.#chart = undefined; this.#draw(); };

  connectedCallback() {
    this.#size = new ResizeObserver(() => this.#chart ? this.#chart.resize() : this.#draw());
    this.#size.observe(this);
    this.#scheme.addEventListener('change', this.#redraw);
  }

  disconnectedCallback() {
    this.#size.disconnect();
    this.#scheme.removeEventListener('change', this.#redraw);
    this.#chart?.dispose();
  }

  async #draw() {
    const echarts = await load(this.getAttribute('lib'));
    if (this.#chart || !this.isConnected || !this.clientWidth) return;
    this.#chart = echarts.init(this, theme(this));
    this.#chart.setOption({ animationDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 400, ...JSON.parse(this.getAttribute('option')) });
    this.#chart.on('click', point => { if (point.data?.href) location.assign(point.data.href); });
  }
});
