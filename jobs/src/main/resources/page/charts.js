'use strict';
/*
 * MIT License Copyright (c) 2026 Webiny Permission is hereby granted, free of charge, to any person obtaining a copy of
 * this software and associated documentation files (the "Software"), to deal in the Software without restriction,
 * including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
 * copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following
 * conditions: The above copyright notice and this permission notice shall be included in all copies or substantial
 * portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED,
 * INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
 * IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN
 * ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER
 * DEALINGS IN THE SOFTWARE.
 */
/*
 * Draws charts as SVG, with values under the pointer or the arrow keys and a table behind each. Knows nothing of telemetry:
 * a chart is a model, and index.js makes the models.
 *
 *   time    {kind: 'lines' | 'bars' | 'areas', days: [day], format, series: [{name, color, dash, values: [number or null],
 *            more: [text]}], span: days a bar covers, open: first day that may change, marks: [{day, name}], top}
 *   rows    {kind: 'rows', format, rows: [{name, parts: [{name, color, value}], text, more: [{name, text}]}]}
 *   heat    {kind: 'heat', format: 'share', column: what columns are, columns: [text], rows: [{name, values: [number or null], more: [[{name, text}]],
 *            open: [whether the cell may change]}]}
 *   each    may have table: {head: [text], rows: [[text]]}; a time chart without one shows its series
 *
 * Days count from 1970. Text goes into the page as text nodes only, never as markup.
 */
const Format = (() => {
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const WEEKDAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']; // 1970 began on a Thursday.
  const MILLIS = 86400000;

  function day(iso) {
    const parts = iso.split('-').map(Number);
    return Date.UTC(parts[0], parts[1] - 1, parts[2]) / MILLIS;
  }
  function date(of) {
    const at = new Date(of * MILLIS);
    return {year: at.getUTCFullYear(), month: at.getUTCMonth(), day: at.getUTCDate()};
  }
  const iso = of => new Date(of * MILLIS).toISOString().slice(0, 10);
  const short = of => date(of).day + ' ' + MONTHS[date(of).month];
  const long = of => WEEKDAYS[((of % 7) + 7) % 7] + ' ' + short(of) + ' ' + date(of).year;
  const month = of => (date(of).month === 0 ? String(date(of).year) : MONTHS[date(of).month]);
  const count = value => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

  /** part / whole to 4 decimals, half up, as the reports round: in whole numbers, so exactly. */
  const ratio = (part, whole) =>
      whole === 0 ? null : Math.floor((part * 20000 + whole) / (2 * whole)) / 10000;
  const percent = value => (Math.round(value * 10000) / 100).toFixed(2) + '%';

  function text(value, format) {
    if (value === null || value === undefined) {
      return '–';
    }
    return format === 'share' ? percent(value)
        : format === 'seconds' ? value.toFixed(1) + ' s'
        : count(value);
  }
  /** For an axis: no more digits than needed. */
  function tick(value, format) {
    if (format === 'share') {
      return Math.round(value * 1000) / 10 + '%';
    }
    return value >= 1e6 ? value / 1e6 + 'M' : value >= 1e4 ? value / 1e3 + 'k' : count(value);
  }
  return {day, date, iso, short, long, month, count, ratio, percent, text, tick};
})();

const Dom = (() => {
  const SVG = 'http://www.w3.org/2000/svg';
  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }
  const html = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

  function table(caption, head, rows) {
    const names = html('tr');
    head.forEach(name => names.append(html('th', {scope: 'col'}, name)));
    const body = html('tbody');
    for (const row of rows) {
      const line = html('tr');
      row.forEach((cell, i) => line.append(i === 0 ? html('th', {scope: 'row'}, cell)
          : html('td', /^[(v]|^[a-z]/.test(cell) ? {class: 'text'} : {}, cell)));
      body.append(line);
    }
    return html('table', {}, html('caption', {}, caption), html('thead', {}, names), body);
  }
  return {html, svg, table};
})();

const Charts = (() => {
  const {html, svg} = Dom;
  const MAY_CHANGE = ' (may still change)';
  const mounted = [];

  /** Adds a chart to a part of the page; model() is asked anew at each update. */
  function mount(parent, spec) {
    const figure = html('figure', {class: 'card' + (spec.full ? ' full' : ''), id: spec.id});
    const plot = html('div', {class: 'plot'});
    const legend = html('ul', {class: 'legend', 'aria-label': 'Series'});
    const details = html('details', {}, html('summary', {}, 'Table and file: ' + spec.title));
    figure.append(html('figcaption', {}, html('h3', {}, spec.title), html('p', {class: 'note'}, spec.note)),
        plot, legend, details);
    parent.append(figure);
    const chart = {spec, plot, legend, details, hidden: new Set(), width: 0, model: null};
    details.addEventListener('toggle', () => showTable(chart));
    mounted.push(chart);
    sizes.observe(plot);
  }

  const sizes = new ResizeObserver(entries => {
    for (const entry of entries) {
      const chart = mounted.find(one => one.plot === entry.target);
      const width = Math.round(entry.contentRect.width);
      if (width !== chart.width && width > 0) {
        chart.width = width;
        draw(chart);
      }
    }
  });

  /** Draws all charts anew, after a filter has changed. */
  function update() {
    for (const chart of mounted) {
      chart.model = null;
      chart.width = Math.round(chart.plot.getBoundingClientRect().width) || 600;
      draw(chart);
      showTable(chart);
    }
  }

  function draw(chart) {
    chart.model = chart.model || chart.spec.model();
    const model = chart.model;
    chart.plot.replaceChildren();
    chart.legend.replaceChildren();
    const rows = model.kind === 'rows' || model.kind === 'heat';
    const empty = rows ? model.rows.length === 0
        : model.days.length === 0 || model.series.every(one => one.values.every(value => value === null));
    if (empty) {
      chart.plot.append(html('p', {class: 'none'}, model.empty || 'Nothing in this range.'));
      return;
    }
    ({rows: Rows, heat: Heat}[model.kind] || Time).draw(chart, model);
    const series = model.kind === 'heat' ? [] : rows ? parts(model) : model.series;
    if (series.length > 1) {
      series.forEach(one => chart.legend.append(entry(chart, one, !rows)));
    }
  }

  function parts(model) {
    const seen = new Map();
    model.rows.forEach(row => row.parts.forEach(part => seen.set(part.name, part)));
    return [...seen.values()];
  }

  function entry(chart, one, toggles) {
    const swatch = html('span', {class: 'swatch fill-' + one.color, 'aria-hidden': 'true'});
    if (!toggles) {
      return html('li', {}, swatch, one.name);
    }
    const button = html('button', {type: 'button', 'aria-pressed': String(!chart.hidden.has(one.name))}, swatch, one.name);
    button.addEventListener('click', () => {
      const name = one.name;
      if (!chart.hidden.delete(name)) {
        chart.hidden.add(name);
      }
      draw(chart);
      [...chart.legend.querySelectorAll('button')].find(other => other.textContent === name).focus();
    });
    return html('li', {}, button);
  }

  /** The table is made when it is first looked at: it may be long. */
  function showTable(chart) {
    chart.details.querySelectorAll('div, p').forEach(old => old.remove());
    if (!chart.details.open) {
      return;
    }
    chart.model = chart.model || chart.spec.model();
    const shown = chart.model.table || seriesTable(chart.model);
    const files = html('p', {class: 'note'}, 'From ');
    chart.spec.files.forEach((name, i) =>
        files.append(i > 0 ? ', ' : '', html('a', {href: name + '.csv'}, name + '.csv')));
    chart.details.append(files, html('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table: ' + chart.spec.title},
        Dom.table(chart.spec.title, shown.head, shown.rows)));
  }

  function seriesTable(model) {
    const head = ['date'];
    model.series.forEach(one => head.push(one.column || one.name));
    const rows = model.days.map((day, i) =>
        [Format.iso(day), ...model.series.map(one => Format.text(one.values[i], model.format))]);
    return {head, rows: rows.reverse()};
  }

  /** Shows values beside a place, to the pointer and to a screen reader. */
  function tip(chart, x, title, lines, aloud) {
    hideTip(chart);
    const box = html('div', {class: 'tip'}, html('b', {}, title));
    for (const line of lines) {
      const name = html('span', {});
      if (line.color) {
        name.append(html('i', {class: 'swatch fill-' + line.color}));
      }
      name.append(line.name);
      box.append(html('div', {}, name, html('span', {}, line.text)));
    }
    chart.plot.append(box);
    const left = x > chart.width / 2 ? x - box.offsetWidth - 12 : x + 12;
    box.style.left = Math.max(0, Math.min(left, chart.width - box.offsetWidth)) + 'px';
    box.style.top = '4px';
    if (aloud) {
      document.getElementById('said').textContent =
          title + ': ' + lines.map(line => line.name + ' ' + line.text).join(', ');
    }
  }
  function hideTip(chart) {
    chart.plot.querySelectorAll('.tip').forEach(old => old.remove());
  }

  /**
   * Lets pointer and arrow keys go through the places of a chart.
   *
   * moves gives for each key the place it leads to from a place, or from none, which is null; nearest(x, y) gives the place
   * under the pointer, show(place, aloud) shows it, hide() nothing any more.
   */
  function walk(drawing, places, moves, nearest, show, hide) {
    let at = null;
    drawing.addEventListener('pointermove', event => {
      const box = drawing.getBoundingClientRect();
      at = nearest(event.clientX - box.left, event.clientY - box.top);
      show(at, false);
    });
    drawing.addEventListener('pointerleave', hide);
    drawing.addEventListener('blur', hide);
    drawing.addEventListener('keydown', event => {
      const all = {Home: () => 0, End: () => places - 1, ...moves};
      if (event.key === 'Escape') {
        hide();
      } else if (event.key in all) {
        event.preventDefault();
        at = Math.max(0, Math.min(places - 1, all[event.key](at)));
        show(at, true);
      }
    });
  }

  /** Two keys that go through the places one by one. */
  const steps = (places, back, on) => ({[back]: at => (at === null ? places - 1 : at - 1), [on]: at => (at === null ? 0 : at + 1)});

  const Time = {
    draw(chart, model) {
      const series = model.series.filter(one => !chart.hidden.has(one.name));
      const marks = model.marks || [];
      const box = {left: 48, right: chart.width - 10, top: marks.length ? 34 : 10, bottom: 216};
      const height = 240;
      const span = model.span || 1;
      const from = model.days[0] - span + 0.5;
      const to = model.days[model.days.length - 1] + 0.5;
      const x = day => box.left + (day - from) / (to - from) * (box.right - box.left);
      const stacked = model.kind !== 'lines';
      const layers = stacked ? stack(series, model.days.length) : null;
      const highest = stacked ? Math.max(0, ...layers.map(layer => max(layer.high)))
          : Math.max(0, ...series.map(one => max(one.values)));
      const ticks = niceTicks(model.top || highest, model.format);
      const top = ticks[ticks.length - 1];
      const y = value => box.bottom - value / top * (box.bottom - box.top);
      const drawing = svg('svg', {viewBox: `0 0 ${chart.width} ${height}`, height, role: 'img', tabindex: '0',
        'aria-label': label(chart, model)});
      if (model.open <= model.days[model.days.length - 1]) {
        const start = Math.max(box.left, x(Math.max(model.open - 0.5, from)));
        drawing.append(svg('rect', {class: 'open', x: start, y: box.top, width: box.right - start, height: box.bottom - box.top}));
      }
      for (const tick of ticks) {
        drawing.append(svg('line', {class: tick === 0 ? 'axis' : 'grid', x1: box.left, x2: box.right, y1: y(tick), y2: y(tick)}),
            svg('text', {x: box.left - 6, y: y(tick) + 4, 'text-anchor': 'end'}, Format.tick(tick, model.format)));
      }
      for (const tick of dayTicks(Math.ceil(from), Math.floor(to), box.right - box.left)) {
        const edge = x(tick.day) > chart.width - 24; // Else its name would be cut.
        drawing.append(svg('line', {class: 'grid', x1: x(tick.day), x2: x(tick.day), y1: box.bottom, y2: box.bottom + 4}),
            svg('text', {x: edge ? chart.width : x(tick.day), y: box.bottom + 17, 'text-anchor': edge ? 'end' : 'middle'}, tick.name));
      }
      if (model.kind === 'bars') {
        bars(drawing, layers, model.days, span, x, y);
      } else if (model.kind === 'areas') {
        areas(drawing, layers, model.days, x, y);
      } else {
        series.forEach(one => curve(drawing, one, model.days, x, y));
      }
      releases(drawing, marks, x, box);
      const cursor = svg('line', {class: 'cursor', y1: box.top, y2: box.bottom, visibility: 'hidden'});
      drawing.append(cursor);
      chart.plot.append(drawing);
      const shift = model.kind === 'bars' ? (span - 1) / 2 : 0;
      const middle = i => x(model.days[i] - shift);
      walk(drawing, model.days.length, steps(model.days.length, 'ArrowLeft', 'ArrowRight'),
          px => nearest(model.days, from + (px - box.left) / (box.right - box.left) * (to - from) + shift),
          (i, aloud) => {
            cursor.setAttribute('x1', middle(i));
            cursor.setAttribute('x2', middle(i));
            cursor.setAttribute('visibility', 'visible');
            const open = model.days[i] >= model.open ? MAY_CHANGE : '';
            tip(chart, middle(i), (span > 1 ? 'Week to ' : '') + Format.long(model.days[i]) + open,
                series.map(one => ({name: one.name, color: one.color,
                  text: Format.text(one.values[i], model.format) + (one.more ? ' · ' + one.more[i] : '')})), aloud);
          },
          () => {
            cursor.setAttribute('visibility', 'hidden');
            hideTip(chart);
          });
    },
  };

  const Rows = {
    draw(chart, model) {
      const longest = of => 7 * Math.max(...model.rows.map(row => row[of].length));
      const narrow = chart.width < 520 || longest('name') > chart.width * 0.3;
      const left = narrow ? 0 : Math.min(190, Math.round(chart.width * 0.3));
      const each = narrow ? 42 : 28;
      const height = model.rows.length * each + 4;
      const total = row => row.parts.reduce((sum, part) => sum + part.value, 0);
      const most = Math.max(1, ...model.rows.map(total));
      const room = Math.max(40, chart.width - left - longest('text') - 12);
      const drawing = svg('svg', {viewBox: `0 0 ${chart.width} ${height}`, height, role: 'img', tabindex: '0',
        'aria-label': label(chart, model)});
      model.rows.forEach((row, i) => {
        const y = i * each;
        const bar = narrow ? y + 18 : y + 4;
        drawing.append(svg('text', {class: 'name', x: 0, y: y + (narrow ? 13 : 18)}, row.name));
        let x = left;
        row.parts.filter(part => part.value > 0).forEach(part => {
          const width = part.value / most * room;
          drawing.append(svg('rect', {class: 'edge fill-' + part.color, x, y: bar, width, height: 18}));
          x += width;
        });
        drawing.append(svg('text', {x: x + 6, y: bar + 13}, row.text));
      });
      chart.plot.append(drawing);
      walk(drawing, model.rows.length, steps(model.rows.length, 'ArrowUp', 'ArrowDown'),
          (px, py) => Math.max(0, Math.min(model.rows.length - 1, Math.floor(py / each))),
          (i, aloud) => {
            const row = model.rows[i];
            tip(chart, chart.width / 2, row.name, [...row.parts.map(part =>
                ({name: part.name, color: part.color, text: Format.text(part.value, model.format)})),
              ...(row.more || [])], aloud);
            chart.plot.querySelector('.tip').style.top = (i + 1) * each + 'px';
          },
          () => hideTip(chart));
    },
  };

  /** A grid whose cells are the darker the higher their share; each row has a name. */
  const Heat = {
    draw(chart, model) {
      const longest = 7 * Math.max(model.column.length, ...model.rows.map(row => row.name.length));
      const left = Math.min(longest + 10, Math.round(chart.width * 0.42));
      const width = Math.min(72, (chart.width - left) / model.columns.length);
      const each = 22;
      const top = 18;
      const height = top + model.rows.length * each + 2;
      const highest = Math.max(...model.rows.map(row => max(row.values)), 0.0001);
      const drawing = svg('svg', {viewBox: `0 0 ${chart.width} ${height}`, height, role: 'img', tabindex: '0',
        'aria-label': label(chart, model)});
      drawing.append(svg('text', {x: 0, y: 12}, model.column));
      const apart = Math.max(1, Math.ceil(36 / width));
      model.columns.forEach((name, i) => {
        if (i % apart === 0) {
          drawing.append(svg('text', {x: left + (i + 0.5) * width, y: 12, 'text-anchor': 'middle'}, name));
        }
      });
      model.rows.forEach((row, i) => {
        const y = top + i * each;
        drawing.append(svg('text', {class: 'name', x: 0, y: y + 15}, row.name));
        row.values.forEach((value, column) => {
          if (value === null) {
            return;
          }
          const x = left + column * width;
          drawing.append(svg('rect', {class: 'fill-s1 ' + (row.open[column] ? 'may' : 'edge'), x: x + 1, y: y + 1, width: width - 2, height: each - 2,
            'fill-opacity': round(0.05 + 0.5 * value / highest)})); // Words stay readable on it, light and dark.
          if (width >= 34) {
            drawing.append(svg('text', {class: 'name', x: x + width / 2, y: y + 15, 'text-anchor': 'middle'},
               Math.round(value * 100) + '%'));
          }
        });
      });
      const cursor = svg('rect', {class: 'chosen', width, height: each, visibility: 'hidden'});
      drawing.append(cursor);
      chart.plot.append(drawing);
      const places = model.rows.flatMap((row, i) => row.values.map((value, column) => ({i, column, value})))
          .filter(place => place.value !== null);
      const far = (place, x, y) => Math.hypot(left + (place.column + 0.5) * width - x, top + (place.i + 0.5) * each - y);
      // The cell of this column in the next row up or down that has one; else where we are.
      const beside = (at, by) => {
        const from = places[at];
        const there = places.map((place, i) => ({i, rows: (place.i - from.i) * by, column: place.column}))
            .filter(place => place.column === from.column && place.rows > 0).sort((a, b) => a.rows - b.rows);
        return there.length ? there[0].i : at;
      };
      walk(drawing, places.length, {
        ...steps(places.length, 'ArrowLeft', 'ArrowRight'),
        ArrowUp: at => (at === null ? places.length - 1 : beside(at, -1)),
        ArrowDown: at => (at === null ? 0 : beside(at, 1)),
      },
          (x, y) => places.reduce((best, place, i) => (far(place, x, y) < far(places[best], x, y) ? i : best), 0),
          (at, aloud) => {
            const place = places[at];
            const row = model.rows[place.i];
            const x = left + place.column * width;
            Object.entries({x, y: top + place.i * each, visibility: 'visible'})
                .forEach(([name, value]) => cursor.setAttribute(name, value));
            tip(chart, x + width / 2, row.name + (row.open[place.column] ? MAY_CHANGE : ''), [{name: model.columns[place.column] + ' ' + model.column,
              text: Format.text(place.value, model.format)}, ...row.more[place.column]], aloud);
            chart.plot.querySelector('.tip').style.top = top + (place.i + 1) * each + 2 + 'px';
          },
          () => {
            cursor.setAttribute('visibility', 'hidden');
            hideTip(chart);
          });
    },
  };

  function label(chart, model) {
    const rows = model.kind === 'rows' || model.kind === 'heat';
    return chart.spec.title + '. ' + (rows ? model.rows.length + ' rows' : model.days.length + ' points from '
        + Format.long(model.days[0]) + ' to ' + Format.long(model.days[model.days.length - 1]))
        + '. Arrow keys read the values; the table below has them all.';
  }

  const max = values => values.reduce((most, value) => (value !== null && value > most ? value : most), 0);

  function stack(series, points) {
    let base = new Array(points).fill(0);
    return series.map(one => {
      const low = base;
      const high = low.map((value, i) => value + (one.values[i] || 0));
      base = high;
      return {color: one.color, low, high};
    });
  }

  function niceTicks(highest, format) {
    if (highest === 0) {
      return format === 'share' ? [0, 1] : [0, 1, 2];
    }
    const rough = highest / 4;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    let step = [1, 2, 2.5, 5, 10].map(times => times * power).find(one => one >= rough * 0.999);
    if (format === 'count') {
      step = Math.max(1, Math.ceil(step));
    }
    const ticks = [];
    for (let i = 0; i * step < highest + step * 0.999; i++) {
      ticks.push(Number((i * step).toPrecision(12)));
    }
    return format === 'share' ? ticks.filter(tick => tick <= 1 || ticks.length < 3) : ticks;
  }

  function dayTicks(from, to, width) {
    const fits = Math.max(2, Math.floor(width / 62));
    for (const step of [1, 2, 7, 14]) {
      if ((to - from + 1) / step <= fits) {
        const ticks = [];
        for (let day = to; day >= from; day -= step) {
          ticks.push({day, name: Format.short(day)});
        }
        return ticks;
      }
    }
    const months = [];
    for (let day = from; day <= to; day++) {
      if (Format.date(day).day === 1) {
        months.push(day);
      }
    }
    const step = [1, 2, 3, 6, 12].find(every => months.length / every <= fits) || 12;
    return months.filter(day => Format.date(day).month % step === 0).map(day => ({day, name: Format.month(day)}));
  }

  function nearest(days, wanted) {
    let best = 0;
    days.forEach((day, i) => {
      if (Math.abs(day - wanted) < Math.abs(days[best] - wanted)) {
        best = i;
      }
    });
    return best;
  }

  const round = value => Math.round(value * 100) / 100;

  function bars(drawing, layers, days, span, x, y) {
    const band = x(days[0] + span) - x(days[0]);
    const gap = band > 5 ? band * 0.16 : 0;
    layers.forEach(layer => {
      let path = '';
      days.forEach((day, i) => {
        if (layer.high[i] > layer.low[i]) {
          path += `M${round(x(day - span + 0.5) + gap / 2)} ${round(y(layer.low[i]))}V${round(y(layer.high[i]))}h${round(band - gap)}V${round(y(layer.low[i]))}Z`;
        }
      });
      drawing.append(svg('path', {class: 'fill-' + layer.color, d: path}));
    });
  }

  function areas(drawing, layers, days, x, y) {
    const last = days.length - 1;
    const along = values => [[x(days[0] - 0.5), y(values[0])], ...values.map((value, i) => [x(days[i]), y(value)]),
      [x(days[last] + 0.5), y(values[last])]];
    layers.forEach(layer => {
      const points = [...along(layer.high), ...along(layer.low).reverse()];
      drawing.append(svg('path', {class: 'edge fill-' + layer.color,
        d: 'M' + points.map(point => round(point[0]) + ' ' + round(point[1])).join('L') + 'Z'}));
    });
  }

  function curve(drawing, one, days, x, y) {
    let path = '';
    days.forEach((day, i) => {
      const value = one.values[i];
      if (value === null) {
        return;
      }
      const before = i > 0 && one.values[i - 1] !== null;
      const after = i + 1 < days.length && one.values[i + 1] !== null;
      path += (before ? 'L' : 'M') + round(x(day)) + ' ' + round(y(value));
      if (!before && !after) {
        drawing.append(svg('circle', {class: 'fill-' + one.color, cx: x(day), cy: y(value), r: 3.5}));
      }
    });
    const many = days.length > 300 ? ' fine' : '';
    drawing.append(svg('path', {class: 'curve line-' + one.color + (one.dash ? ' ' + one.dash : '') + many, d: path}));
  }

  /** Names stand on two levels, so that neighbours can be read. */
  function releases(drawing, marks, x, box) {
    const ends = [-Infinity, -Infinity];
    marks.forEach(mark => {
      const px = x(mark.day);
      drawing.append(svg('line', {class: 'release', x1: px, x2: px, y1: box.top - 4, y2: box.bottom}));
      const half = mark.name.length * 3.4;
      const at = Math.max(box.left + half, Math.min(box.right - half, px));
      const level = ends.findIndex(end => at - half > end + 4);
      if (level >= 0) {
        ends[level] = at + half;
        drawing.append(svg('text', {x: at, y: box.top - 8 - level * 13, 'text-anchor': 'middle'}, mark.name));
      }
    });
  }

  /** A small line without axes. */
  function spark(values) {
    const known = values.filter(value => value !== null);
    const drawing = svg('svg', {viewBox: '0 0 160 30', preserveAspectRatio: 'none', 'aria-hidden': 'true'});
    if (known.length > 1) {
      const high = Math.max(...known);
      const low = Math.min(...known);
      let path = '';
      values.forEach((value, i) => {
        if (value !== null) {
          path += (path && values[i - 1] !== null ? 'L' : 'M') + round(i / (values.length - 1) * 158 + 1) + ' '
              + round(28 - (high === low ? 0.5 : (value - low) / (high - low)) * 26);
        }
      });
      drawing.append(svg('path', {class: 'curve line-s1', d: path, 'vector-effect': 'non-scaling-stroke'}));
    }
    return drawing;
  }

  return {mount, update, spark, seriesTable};
})();
