/*
 * Which chart shows what of which report. A new chart is an entry in CHARTS: most need a report, a kind and its series;
 * what is not simply a column brings a model of its own.
 */
const DATA = JSON.parse(document.getElementById('data').textContent);
const FIRST = Format.day(DATA.first);
const NEWEST = Format.day(DATA.newest);
const OPEN = Format.day(DATA.open);
const state = {range: 90, surface: 'admin', family: 'project'};

/** A report as it stands in the page, its groups unpacked when they are asked for. */
const Report = (() => {
  const byName = new Map(DATA.reports.map(report => [report.name, report]));
  function values(report, group, column) {
    group.values = group.values || new Map();
    if (!group.values.has(column)) {
      const at = report.columns.indexOf(column);
      const all = new Array(report.days.length).fill(null);
      if (at >= 0) {
        group.cells[at].split(',').forEach((cell, i) => {
          all[group.at + i] = cell === '' ? null : Number(cell);
        });
      }
      group.values.set(column, all);
    }
    return group.values.get(column);
  }
  const is = (group, key) => key.every((part, i) => group.key[i] === part);

  return {
    has: name => byName.has(name),
    get: name => byName.get(name),
    values: (name, group, column) => values(byName.get(name), group, column),
    /** The groups whose key begins so. */
    groups: (name, ...key) => byName.get(name).groups.filter(group => is(group, key)),
    rests: (name, ...key) => byName.get(name).rest.filter(group => is(group, key)),
    /** A column of the one group with this key; nulls if there is none. */
    column(name, key, column) {
      const report = byName.get(name);
      const group = report.groups.find(one => is(one, key));
      return group ? values(report, group, column) : new Array(report.days.length).fill(null);
    },
    /** The carried days of the range. */
    days(name) {
      const report = byName.get(name);
      const days = [];
      report.days.forEach((offset, i) => {
        if (state.range === 0 || FIRST + offset > NEWEST - state.range) {
          days.push({day: FIRST + offset, at: i});
        }
      });
      return days;
    },
    type(name, column) {
      const report = byName.get(name);
      return {COUNT: 'count', SHARE: 'share', SECONDS: 'seconds'}[report.types[report.columns.indexOf(column)]];
    },
  };
})();

/** Versions: highest first, words in brackets last. */
const Version = (() => {
  const PATTERN = /^v(\d+)\.(\d+)\.(\d+|x)(?:-([a-z]+)(?:\.(\d+))?)?$/;
  function order(text) {
    const parts = PATTERN.exec(text);
    return parts ? [Number(parts[1]), Number(parts[2]), parts[3] === 'x' ? 0 : Number(parts[3]), parts[4] ? 0 : 1,
      parts[4] || '', Number(parts[5] || -1)] : [-1];
  }
  function compare(a, b) {
    const one = order(a);
    const two = order(b);
    for (let i = 0; i < Math.max(one.length, two.length); i++) {
      const x = one[i] === undefined ? -1 : one[i];
      const y = two[i] === undefined ? -1 : two[i];
      if (x !== y) {
        return x < y ? 1 : -1;
      }
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return {compare, isVersion: text => PATTERN.test(text)};
})();

const sum = values => values.reduce((total, value) => total + (value || 0), 0);
const pick = (values, days) => days.map(one => values[one.at]);
const LINES = ['s1', 's2', 's3', 's4', 's5', 's6', 's7'];
const OUTCOMES = [['succeeded', 'succeeded', 'good'], ['failed', 'failed', 'bad'], ['failed_graceful', 'failed, explained', 'fair'],
  ['abandoned', 'abandoned', 'gone'], ['pending', 'still open', 'wait']];

/** More days than these are drawn by weeks, where days can be added up. */
const MANY_DAYS = 200;

/** Series that are columns of a report. The table behind them has every day. */
function columns(spec) {
  const key = spec.key ? spec.key() : [];
  const days = Report.days(spec.report);
  const column = name => pick(Report.column(spec.report, key, name), days);
  const model = {
    kind: spec.kind,
    top: spec.top,
    format: Report.type(spec.report, spec.series[0][0]),
    days: days.map(one => one.day),
    open: OPEN,
    empty: spec.empty,
    series: spec.series.map(([name, label, color, dash]) => ({column: name, name: label, color, dash, values: column(name)})),
  };
  if (days.length <= MANY_DAYS || !(spec.kind === 'bars' || spec.rates)) {
    return model;
  }
  model.table = Charts.seriesTable(model);
  const weeks = weeksOf(days.length);
  const total = (name, week) => sum(column(name).slice(week.from, week.to));
  model.series.forEach((one, i) => {
    const known = one.values;
    one.values = weeks.map(week => {
      if (spec.rates) {
        const [part, whole] = spec.rates[i];
        return Format.ratio(total(part, week), sum(whole.map(name => total(name, week))));
      }
      return known.slice(week.from, week.to).includes(null) ? null : sum(known.slice(week.from, week.to));
    });
  });
  model.days = weeks.map(week => days[week.to - 1].day);
  model.span = 7;
  return model;
}

/** Whole weeks, back from the newest day. */
function weeksOf(days) {
  const weeks = [];
  for (let to = days; to >= 7; to -= 7) {
    weeks.unshift({from: to - 7, to});
  }
  return weeks;
}

/** Versions in use, of one surface: what each line has, day by day. */
const Adoption = (() => {
  const NAME = 'version_adoption';
  const CURRENT_SHARE = 0.05;
  const cache = new Map();

  function of(surface) {
    if (!cache.has(surface)) {
      cache.set(surface, read(surface));
    }
    return cache.get(surface);
  }
  function read(surface) {
    const points = Report.get(NAME).days.length;
    const totals = new Array(points).fill(0);
    const lines = new Map();
    const groups = [...Report.groups(NAME, surface), ...Report.rests(NAME, surface)];
    for (const group of groups) {
      const users = Report.values(NAME, group, 'users');
      const [line, channel] = group.labels || ['(other)', 'other'];
      const name = channel === 'dev' || !Version.isVersion(line) ? '(other)' : line;
      if (!lines.has(name)) {
        lines.set(name, {name, users: new Array(points).fill(0), stable: new Array(points).fill(0), since: Infinity});
      }
      const of = lines.get(name);
      users.forEach((value, i) => {
        totals[i] += value || 0;
        of.users[i] += value || 0;
        of.stable[i] += channel === 'stable' ? value || 0 : 0;
      });
      if (channel === 'stable') {
        of.since = Math.min(of.since, group.since);
      }
    }
    const sorted = [...lines.values()].sort((a, b) => Version.compare(a.name, b.name));
    return {totals, lines: sorted, outdated: totals.map((total, i) => outdated(sorted, total, i))};
  }
  /** Users of lines below the two highest stable ones that at least 1 in 20 IDs use. */
  function outdated(lines, total, i) {
    let current = 0;
    let users = 0;
    for (const line of lines) {
      if (!Version.isVersion(line.name)) {
        continue;
      }
      if (current >= 2) {
        users += line.users[i];
      } else if (line.stable[i] >= CURRENT_SHARE * total && line.stable[i] > 0) {
        current++;
      }
    }
    return Format.ratio(users, total);
  }
  /** The largest lines of the range by name, the rest as one. */
  function bands(surface) {
    const adoption = of(surface);
    const days = Report.days(NAME);
    const size = line => days.reduce((total, one) => total + line.users[one.at], 0);
    const large = adoption.lines.filter(line => Version.isVersion(line.name) && size(line) > 0)
        .sort((a, b) => size(b) - size(a)).slice(0, LINES.length);
    const shown = adoption.lines.filter(line => large.includes(line));
    const others = days.map(one => adoption.totals[one.at] - sum(shown.map(line => line.users[one.at])));
    return {days, totals: pick(adoption.totals, days), shown, others};
  }
  /** The versions on the newest day, the most used first. */
  function now(surface) {
    const at = Report.get(NAME).days.length - 1;
    const week = Report.get(NAME).days.indexOf(NEWEST - FIRST - 7);
    const total = of(surface).totals[at];
    return Report.groups(NAME, surface).map(group => {
      const users = Report.values(NAME, group, 'users');
      return {version: group.key[1], line: group.labels[0], channel: group.labels[1], users: users[at],
        share: users[at] === null ? null : Format.ratio(users[at], total), before: week < 0 ? null : users[week]};
    }).filter(one => one.users !== null).sort((a, b) => b.users - a.users || Version.compare(a.version, b.version));
  }
  return {of, bands, now, NAME};
})();

function adoptionModel() {
  const bands = Adoption.bands(state.surface);
  const share = users => users.map((value, i) => Format.ratio(value, bands.totals[i]));
  const series = bands.shown.map((line, i) => ({name: line.name, color: LINES[i], users: pick(line.users, bands.days)}));
  if (sum(bands.others) > 0) {
    series.push({name: 'all others', color: 's9', users: bands.others});
  }
  series.forEach(one => {
    one.values = share(one.users);
    one.more = one.users.map(Format.count);
  });
  const days = bands.days.map(one => one.day);
  return {
    kind: 'areas', format: 'share', top: 1, days, open: OPEN, series,
    marks: bands.shown.filter(line => line.since > 0 && line.since < Infinity && FIRST + line.since >= days[0])
        .map(line => ({day: FIRST + line.since, name: line.name})).sort((a, b) => a.day - b.day),
    table: {
      head: ['date', ...series.flatMap(one => [one.name + ' IDs', one.name + ' share'])],
      rows: days.map((day, i) => [Format.iso(day), ...series.flatMap(one =>
          [Format.count(one.users[i]), Format.text(one.values[i], 'share')])]).reverse(),
    },
  };
}

function outdatedModel() {
  const days = Report.days(Adoption.NAME);
  const surfaces = [['admin', 'admin app', 's1'], ['deploy', 'command line', 's2', 'dashed']];
  return {
    kind: 'lines', format: 'share', days: days.map(one => one.day), open: OPEN,
    series: surfaces.map(([surface, name, color, dash]) =>
        ({name, color, dash, values: pick(Adoption.of(surface).outdated, days)})),
  };
}

function versionsModel() {
  const now = Adoption.now(state.surface);
  return {
    kind: 'rows', format: 'count', empty: 'No version was seen yet.',
    rows: now.slice(0, 12).map(one => ({name: one.version, text: Format.count(one.users) + ' · ' + Format.text(one.share, 'share'),
      parts: [{name: 'IDs', color: 's1', value: one.users}],
      more: [{name: 'share', text: Format.text(one.share, 'share')}, {name: 'a week before', text: Format.text(one.before, 'count')}]})),
    table: {
      head: ['version', 'version_line', 'channel', 'users', 'share', 'users a week before'],
      rows: now.map(one => [one.version, one.line, one.channel, Format.count(one.users), Format.text(one.share, 'share'),
        Format.text(one.before, 'count')]),
    },
  };
}

function deployLinesModel() {
  const name = 'deploy_success_by_version';
  const days = Report.days(name);
  const lines = [...Report.groups(name, state.family), ...Report.rests(name, state.family)].map(group => {
    const of = column => sum(pick(Report.values(name, group, column), days));
    const line = {name: group.key[1] || group.groups + ' small lines', attempts: of('attempts')};
    OUTCOMES.forEach(([column]) => {
      line[column] = of(column);
    });
    line.rate = Format.ratio(line.succeeded, line.succeeded + line.failed + line.failed_graceful);
    return line;
  }).filter(line => line.attempts > 0).sort((a, b) => Version.compare(a.name, b.name));
  const large = [...lines].sort((a, b) => b.attempts - a.attempts).slice(0, 10);
  return {
    kind: 'rows', format: 'count',
    rows: lines.filter(line => large.includes(line)).map(line => ({
      name: line.name, text: Format.text(line.rate, 'share') + ' of ' + Format.count(line.attempts),
      parts: OUTCOMES.map(([column, label, color]) => ({name: label, color, value: line[column]})),
      more: [{name: 'success rate', text: Format.text(line.rate, 'share')}],
    })),
    table: {
      head: ['version_line', 'attempts', ...OUTCOMES.map(one => one[0]), 'success_rate'],
      rows: lines.map(line => [line.name, Format.count(line.attempts), ...OUTCOMES.map(one => Format.count(line[one[0]])),
        Format.text(line.rate, 'share')]),
    },
  };
}

function funnelModel() {
  const name = 'project_creation';
  const days = Report.days(name);
  const of = column => sum(pick(Report.column(name, [], column), days));
  const attempts = of('attempts');
  const ended = of('created') + of('failed') + of('failed_graceful');
  const steps = [['started', attempts, 's8'], ['came to an end', ended, 's1'], ['created', of('created'), 'good']];
  const text = value => Format.count(value) + ' · ' + Format.text(Format.ratio(value, attempts), 'share');
  return {
    kind: 'rows', format: 'count', empty: 'No project was begun in this range.',
    rows: attempts === 0 ? [] : steps.map(([label, value, color]) =>
        ({name: label, text: text(value), parts: [{name: 'attempts', color, value}]})),
    table: {
      head: ['step', 'attempts', 'share of started'],
      rows: steps.map(([label, value]) => [label, Format.count(value), Format.text(Format.ratio(value, attempts), 'share')]),
    },
  };
}

const KINDS = [['first', 'first deployment', 's3'], ['upgrade_major', 'major upgrade', 's4'], ['upgrade_minor', 'minor upgrade', 's1'],
  ['upgrade_patch', 'patch upgrade', 's7'], ['channel', 'channel', 's5'], ['downgrade', 'downgrade', 'bad'], ['other', 'folded', 's9']];

function transitionsModel() {
  const name = 'version_transitions';
  const days = Report.days(name);
  const groups = Report.groups(name);
  const series = KINDS.map(([kind, label, color]) => ({
    column: kind, name: label, color,
    values: days.map(one => (one.at === undefined ? null : sum(groups.filter(group => group.labels[0] === kind)
        .map(group => Report.values(name, group, 'users')[one.at])))),
  }));
  const rest = sum(Report.rests(name).map(group => sum(pick(Report.values(name, group, 'users'), days))));
  if (rest > 0) {
    series.push({name: 'small ones', color: 's8', values: days.map(one =>
        sum(Report.rests(name).map(group => Report.values(name, group, 'users')[one.at])))});
  }
  const used = series.filter(one => sum(one.values) > 0);
  return {kind: 'bars', span: 7, format: 'count', days: used.length ? days.map(one => one.day) : [], open: OPEN, series: used,
    empty: 'Versions are compared with those of a week before: nothing yet.'};
}

function pathsModel() {
  const name = 'version_transitions';
  const at = Report.get(name).days.length - 1;
  const pairs = Report.groups(name).map(group => ({from: group.key[0], to: group.key[1], kind: group.labels[0],
    users: Report.values(name, group, 'users')[at]})).filter(pair => pair.users !== null)
      .sort((a, b) => b.users - a.users || Version.compare(a.to, b.to) || Version.compare(a.from, b.from));
  const color = kind => KINDS.find(one => one[0] === kind)[2];
  return {
    kind: 'rows', format: 'count', empty: 'Versions are compared with those of a week before: nothing yet.',
    rows: pairs.slice(0, 12).map(pair => ({name: pair.from + ' → ' + pair.to, text: Format.count(pair.users),
      parts: [{name: KINDS.find(one => one[0] === pair.kind)[1], color: color(pair.kind), value: pair.users}]})),
    table: {head: ['from_version', 'to_version', 'kind', 'users'],
      rows: pairs.map(pair => [pair.from, pair.to, pair.kind, Format.count(pair.users)])},
  };
}

/** The lines of the newest day, of one surface: what would be lost with each. */
function supportModel() {
  const name = 'support_lines';
  const value = (group, column) => Report.values(name, group, column)[0];
  const lines = Report.groups(name, state.surface).map(group => ({
    name: group.key[1], release: group.labels[0] || null, users: value(group, 'users'), share: value(group, 'share'),
    before: value(group, 'users_28d_before'), age: value(group, 'newest_release_days'), newer: value(group, 'newer_line_days'),
  })).sort((a, b) => Version.compare(a.name, b.name));
  const large = [...lines].sort((a, b) => b.users - a.users).slice(0, 12);
  const trend = line => (line.before === null ? '' : line.users > line.before ? ' ▲' : line.users < line.before ? ' ▼' : ' ±');
  const days = value => (value === null ? '–' : Format.count(value) + (value === 1 ? ' day ago' : ' days ago'));
  return {
    kind: 'rows', format: 'count', empty: 'No version was seen in the last 28 days.',
    rows: lines.filter(line => large.includes(line)).map(line => ({
      name: line.name, text: Format.count(line.users) + ' · ' + Format.text(line.share, 'share') + trend(line),
      parts: [{name: 'IDs', color: 's1', value: line.users}],
      more: [{name: '28 days before', text: Format.text(line.before, 'count')}, {name: 'newest release', text: line.release || '–'},
        {name: 'first seen', text: days(line.age)}, {name: 'a newer line seen', text: days(line.newer)}],
    })),
    table: {
      head: ['version_line', 'users', 'share', 'users_28d_before', 'newest_release', 'newest_release_days', 'newer_line_days'],
      rows: lines.map(line => [line.name, Format.count(line.users), Format.text(line.share, 'share'),
        Format.text(line.before, 'count'), line.release || '–', Format.text(line.age, 'count'), Format.text(line.newer, 'count')]),
    },
  };
}

/** Rows of a report as they stand in its file, for those whose groups have few. */
function rowsOf(name, groups, days) {
  const columns = Report.get(name).columns;
  return groups.flatMap(group => days.map(one => {
    const row = {day: one.day, key: group.key, labels: group.labels};
    columns.forEach(column => {
      row[column] = Report.values(name, group, column)[one.at];
    });
    return row;
  })).filter(row => columns.some(column => row[column] !== null));
}

/** Cohorts by weeks since they came; of the range are those that came in it. */
function retentionModel() {
  const name = 'retention';
  const all = rowsOf(name, Report.groups(name), Report.get(name).days.map((offset, at) => ({day: FIRST + offset, at})))
      .filter(row => row.cohort_users !== null);
  all.forEach(row => {
    row.week = (row.day - 6 - Format.day(row.key[0])) / 7;
    row.retention = Format.ratio(row.users, row.cohort_users);
  });
  const from = state.range === 0 ? -Infinity : NEWEST - state.range;
  const cohorts = [...new Set(all.map(row => row.key[0]))].filter(monday => Format.day(monday) > from).sort().reverse();
  const shown = cohorts.slice(0, 26);
  const oldestOf = some => Math.max(-1, ...all.filter(row => some.includes(row.key[0])).map(row => row.week)) + 1;
  const cells = new Map(all.map(row => [row.key[0] + ' ' + row.week, row]));
  const of = (monday, week) => cells.get(monday + ' ' + week);
  const size = monday => all.find(row => row.key[0] === monday).cohort_users;
  const numbersOf = some => Array.from({length: oldestOf(some)}, (none, week) => week);
  const numbers = numbersOf(shown);
  const every = numbersOf(cohorts);
  return {
    kind: 'heat', format: 'share', column: 'weeks later', columns: numbers.map(String),
    empty: 'Cohorts begin with the first Monday that is the 28th published day or later; those of too few IDs are not shown.',
    rows: shown.map(monday => ({
      name: Format.short(Format.day(monday)) + ' · ' + Format.count(size(monday)),
      values: numbers.map(week => (of(monday, week) ? of(monday, week).retention : null)),
      more: numbers.map(week => (of(monday, week) ? [{name: 'IDs', text: Format.count(of(monday, week).users)},
        {name: 'of', text: Format.count(size(monday))}] : [])),
      open: numbers.map(week => Boolean(of(monday, week)) && of(monday, week).day >= OPEN),
    })),
    table: {
      head: ['cohort_week', 'cohort_users', ...every.map(week => 'week ' + week)],
      rows: cohorts.map(monday => [monday, Format.count(size(monday)),
        ...every.map(week => (of(monday, week) ? Format.text(of(monday, week).retention, 'share') : '–'))]),
    },
  };
}

const ADOPTED_AFTER = [1, 7, 14, 28, 56];

function takeUpModel() {
  const name = 'version_time_to_adopt';
  const from = state.range === 0 ? -Infinity : NEWEST - state.range;
  const rows = rowsOf(name, Report.groups(name), Report.get(name).days.map((offset, at) => ({day: FIRST + offset, at})))
      .filter(row => row.day - row.days > from)
      .sort((a, b) => Version.compare(a.key[0], b.key[0]) || a.days - b.days);
  const versions = [...new Set(rows.map(row => row.key[0]))];
  const of = (version, days) => rows.find(row => row.key[0] === version && row.days === days);
  return {
    kind: 'heat', format: 'share', column: 'days later', columns: ADOPTED_AFTER.map(String),
    empty: 'No release came out in this range, none since the 28th published day, or too few IDs took it up to show.',
    rows: versions.slice(0, 16).map(version => ({
      name: version,
      values: ADOPTED_AFTER.map(days => (of(version, days) ? of(version, days).share : null)),
      more: ADOPTED_AFTER.map(days => (of(version, days) ? ['adopters', 'active', 'silent'].map(column =>
          ({name: column, text: Format.text(of(version, days)[column], 'count')})) : [])),
      open: ADOPTED_AFTER.map(days => Boolean(of(version, days)) && of(version, days).day >= OPEN),
    })),
    table: {
      head: ['version', 'days', 'date', 'active', 'adopters', 'share', 'silent'],
      rows: rows.map(row => [row.key[0], String(row.days), Format.iso(row.day), Format.count(row.active),
        Format.count(row.adopters), Format.text(row.share, 'share'), Format.text(row.silent, 'count')]),
    },
  };
}

/** Lines upgraded to in the range, with every upgrade for itself. */
function upgradesModel() {
  const name = 'deploy_success_after_upgrade';
  const days = Report.days(name);
  const lines = [...Report.groups(name, state.family), ...Report.rests(name, state.family)].map(group => {
    const of = column => sum(pick(Report.values(name, group, column), days));
    return {name: group.key[1] || group.groups + ' older lines', upgrades: of('users'), before: of('ended_before'),
      beforeGood: of('succeeded_before'), after: of('ended_after'), afterGood: of('succeeded_after')};
  }).filter(line => line.upgrades > 0).sort((a, b) => Version.compare(a.name, b.name));
  const rate = (line, when) => Format.text(Format.ratio(line[when + 'Good'], line[when]), 'share');
  return {
    kind: 'rows', format: 'count', empty: 'No upgrades in this range with deployments before and after, or too few to show.',
    rows: lines.map(line => ({
      name: line.name, text: rate(line, 'before') + ' → ' + rate(line, 'after'),
      parts: [{name: 'after, succeeded', color: 'good', value: line.afterGood},
        {name: 'after, failed', color: 'bad', value: line.after - line.afterGood}],
      more: [{name: 'upgrades', text: Format.count(line.upgrades)},
        {name: 'success before', text: rate(line, 'before')}, {name: 'success after', text: rate(line, 'after')}],
    })),
    table: {
      head: ['version_line', 'upgrades', 'ended_before', 'succeeded_before', 'success_rate_before', 'ended_after', 'succeeded_after',
        'success_rate_after'],
      rows: lines.map(line => [line.name, ...['upgrades', 'before', 'beforeGood'].map(one => Format.count(line[one])),
        rate(line, 'before'), ...['after', 'afterGood'].map(one => Format.count(line[one])), rate(line, 'after')]),
    },
  };
}

const REFUSED = [
  [['blank', 'too_long', 'torn', 'malformed', 'not_object', 'duplicate_field'], 'no proper line', 's2'],
  [['missing_received_at', 'bad_received_at'], 'no time of receipt', 's5'],
  [['missing_id', 'bad_id'], 'no proper ID', 's4'],
  [['missing_event', 'unknown_event'], 'no event of the list', 's1'],
  [['misplaced', 'deferred'], 'of another day', 's3'],
  [['forgotten'], 'of a forgotten ID', 's8'],
];

function refusedModel() {
  const name = 'data_quality';
  const days = Report.days(name);
  const all = REFUSED.flatMap(one => one[0]);
  const weeks = days.length > MANY_DAYS ? weeksOf(days.length) : days.map((one, i) => ({from: i, to: i + 1}));
  return {
    kind: 'bars', format: 'count', days: weeks.map(week => days[week.to - 1].day), open: OPEN,
    span: days.length > MANY_DAYS ? 7 : 1,
    series: REFUSED.map(([names, label, color]) => ({name: label, color,
      values: weeks.map(week => sum(names.flatMap(column => pick(Report.column(name, [], column), days.slice(week.from, week.to)))))})),
    table: {head: ['date', ...all], rows: days.map(one => [Format.iso(one.day),
      ...all.map(column => Format.text(Report.column(name, [], column)[one.at], 'count'))]).reverse()},
  };
}

/** The numbers of the newest day's folder and of the range, in words. */
function factsModel() {
  const name = 'data_quality';
  const days = Report.days(name);
  const last = Report.get(name).days.length - 1;
  const facts = [['files', 'files read'], ['lines', 'lines'], ['accepted', 'lines accepted'], ['duplicates', 'of these, sent twice'],
    ['dropped_fields', 'fields dropped from them'], ['invalid_version', 'with a wrong version'], ['invalid_ci', 'with a wrong ci flag'],
    ['deferred', 'late or early lines, kept for another night'], ['misplaced', 'lines over a day from their folder'],
    ['forgotten', 'lines of forgotten IDs']];
  const rows = facts.map(([column, label]) => {
    const values = Report.column(name, [], column);
    return [label, Format.text(values[last], 'count'), Format.count(sum(pick(values, days)))];
  });
  const none = days.filter(one => Report.column(name, [], 'files')[one.at] === 0).length;
  rows.push(['days without any file', Report.column(name, [], 'files')[last] === 0 ? '1' : '0', Format.count(none)]);
  return {head: ['of the logs', Format.short(NEWEST), 'range'], rows};
}

const ENDED = {created: ['created', 'failed', 'failed_graceful'], deploy: ['succeeded', 'failed', 'failed_graceful']};

const CHARTS = [
  {section: 'Users', id: 'users', title: 'Active users', full: true, report: 'daily_active_users', kind: 'lines',
    note: 'Distinct IDs active on the day, in its last 7 and in its last 28 days.',
    series: [['mau_28d', 'month (28 days)', 's3'], ['wau_7d', 'week (7 days)', 's2'], ['dau', 'day', 's1']]},
  {section: 'Users', id: 'surfaces', title: 'Where they are active', report: 'daily_active_users', kind: 'lines',
    note: 'One ID may be active on both. “Built by robots”: admin apps whose every build came from CI; people use them.',
    series: [['dau_admin', 'admin app', 's1'], ['dau_cli', 'command line', 's2', 'dashed'], ['dau_admin_ci_built', 'admin app, built by robots', 's8', 'dotted']]},
  {section: 'Users', id: 'loyalty', title: 'New, returning, resurrected', report: 'daily_active_users', kind: 'bars',
    note: 'The three add up to the active IDs of the day. Known from the 28th published day on.',
    empty: 'Known from the 28th published day on.',
    series: [['returning_users', 'returning', 's1'], ['resurrected_users', 'resurrected', 's5'], ['new_users', 'new', 's3']]},
  {section: 'Users', id: 'retention', title: 'Who stays', full: true, files: ['retention'], model: retentionModel,
    note: 'Of the IDs first active in the week of that Monday, the share active so many weeks later. Left: the Monday, and their number;'
        + ' the 26 newest, the table has more. A new build of an admin app by a robot is a new ID.'
        + ' Cells of few IDs are empty.'},
  {section: 'Project creation', id: 'funnel', title: 'From start to project', files: ['project_creation'],
    note: 'All attempts of the range. Those that came to no end were abandoned or are still open.', model: funnelModel},
  {section: 'Project creation', id: 'creation', title: 'Attempts by day', report: 'project_creation', kind: 'bars',
    note: 'By the day the attempt started.', series: [['created', 'created', 'good'], ...OUTCOMES.slice(1)]},
  {section: 'Project creation', id: 'creators', title: 'Creators', report: 'project_creation', kind: 'lines',
    note: 'Distinct IDs with a created project, robots left out; and those of them that never tried before.',
    series: [['creators', 'creators', 's1'], ['first_time_creators', 'for the first time', 's3', 'dashed']]},
  {section: 'Project creation', id: 'creation-rate', title: 'Creation success rate', report: 'project_creation', kind: 'lines', top: 1,
    note: 'Created among those that came to an end.', series: [['success_rate', 'success rate', 's1']],
    rates: [['created', ENDED.created]]},
  {section: 'Deployments', id: 'deploys', title: 'Deployments by day', full: true, report: 'deploy_success', kind: 'bars',
    key: () => [state.family], note: 'By the day the deployment started. “Abandoned”: no end within 6 hours.', series: OUTCOMES},
  {section: 'Deployments', id: 'deploy-rate', title: 'Deploy success rate', report: 'deploy_success', kind: 'lines',
    key: () => [state.family], note: 'Among those that came to an end; the strict rate counts abandoned ones as failed.',
    series: [['success_rate', 'success rate', 's1'], ['strict_success_rate', 'strict', 's2', 'dashed']],
    rates: [['succeeded', ENDED.deploy], ['succeeded', [...ENDED.deploy, 'abandoned']]]},
  {section: 'Deployments', id: 'durations', title: 'How long deployments take', report: 'deploy_success', kind: 'lines',
    key: () => [state.family], note: 'Seconds of those that succeeded: the median, and what 9 of 10 stay below.',
    series: [['duration_p90_s', '9 of 10', 's2', 'dashed'], ['duration_p50_s', 'median', 's1']]},
  {section: 'Deployments', id: 'deploy-lines', title: 'Deployments by version line', full: true, files: ['deploy_success_by_version'],
    note: 'All of the range, highest version first; the ten largest lines, the table has more. Right: success rate, and attempts.',
    model: deployLinesModel},
  {section: 'Deployments', id: 'upgrades', title: 'Deployments before and after an upgrade', full: true,
    files: ['deploy_success_after_upgrade'], model: upgradesModel,
    note: 'By the line upgraded to: success in the 14 days before an ID upgrades, and from that day on for 3 days with the new'
        + ' version. Bars: those after. Each upgrade counts for itself, so deployments between two count for both; (other) has the days with'
        + ' few upgrades to a line.'},
  {section: 'Versions', id: 'adoption', title: 'Version adoption', full: true, files: ['version_adoption'], model: adoptionModel,
    note: 'Share of IDs by the version line each used last within 28 days. A dashed line: the line is seen here for the first time.'},
  {section: 'Versions', id: 'versions', title: 'Versions on the newest day', files: ['version_adoption'], model: versionsModel,
    note: 'The twelve most used; the table has more. Small ones are folded into (other).'},
  {section: 'Versions', id: 'outdated', title: 'Share on outdated lines', files: ['version_adoption'], model: outdatedModel,
    note: 'IDs on lines below the two highest stable lines that at least 1 in 20 IDs use. Folded and development versions count as not outdated.'},
  {section: 'Versions', id: 'support', title: 'Which lines are still needed', files: ['support_lines'], model: supportModel,
    note: 'IDs on each line on the newest day, and whether they are more or fewer than 28 days before. The twelve largest; the table has more.'},
  {section: 'Versions', id: 'take-up', title: 'How fast releases are taken up', files: ['version_time_to_adopt'], model: takeUpModel,
    note: 'Of releases that came out in the range: share of the IDs that still deploy that are on it or a newer one, so many days'
        + ' later. The sixteen highest, the table has more. Cells of few IDs are empty.'},
  {section: 'Versions', id: 'transitions', title: 'Moves between versions, week by week', files: ['version_transitions'], model: transitionsModel,
    note: 'IDs whose deploy version differs from that of a week before.'},
  {section: 'Versions', id: 'paths', title: 'Moves in the newest week', files: ['version_transitions'], model: pathsModel,
    note: 'The twelve most frequent; the table has more.'},
  {section: 'Data quality', id: 'lines', title: 'Lines accepted by day', report: 'data_quality', kind: 'bars',
    note: 'Of the logs of the day’s folder.', series: [['accepted', 'accepted', 's1']]},
  {section: 'Data quality', id: 'refused', title: 'Lines that are no events', files: ['data_quality'], model: refusedModel,
    note: 'Counted, never copied. The table has each reason.'},
];

function sections() {
  const parts = new Map();
  for (const spec of CHARTS) {
    const needed = spec.report || spec.files[0];
    if (!Report.has(needed)) {
      continue;
    }
    if (!parts.has(spec.section)) {
      const cards = Dom.html('div', {class: 'cards'});
      document.getElementById('sections').append(Dom.html('section', {'aria-label': spec.section},
          Dom.html('h2', {}, spec.section), cards));
      parts.set(spec.section, cards);
    }
    const model = spec.model || (() => columns(spec));
    Charts.mount(parts.get(spec.section), Object.assign({files: [spec.report]}, spec, {model}));
  }
  parts.get('Data quality').append(Dom.html('section', {class: 'card', id: 'facts'}),
      Dom.html('section', {class: 'card', id: 'standing'}, Dom.html('h3', {}, 'How far the numbers go'), ...standing()));
}

function standing() {
  const p = text => Dom.html('p', {}, text);
  const final = OPEN > FIRST ? 'Days before ' + Format.long(OPEN) + ' are final: no ordinary night can change them.'
      : 'No day is final yet.';
  const weekly = ['retention']; // Its file has no other days either.
  const thin = DATA.reports.filter(report => !weekly.includes(report.name) && report.days.length > 1 && report.days.length < NEWEST - FIRST + 1)
      .map(report => report.name);
  const rest = DATA.reports.flatMap(report => report.rest.map(one => one.groups)).reduce((a, b) => a + b, 0);
  const parts = [p('The last run published up to ' + Format.long(NEWEST) + '.'), p(final),
    p('Later days, shaded or in dashes, may still change: each night reads logs that arrive up to ' + DATA.lookback
        + ' days late. restatements.csv lists what changed.'),
    p('Ranges of more than ' + MANY_DAYS + ' days are drawn by weeks where days can be added up; the tables have every day.'),
    p('Rows with fewer than ' + DATA.smallest + ' IDs are folded into (other); of version_time_to_adopt they are left out.')];
  if (thin.length) {
    parts.push(p('This page carries not every day of ' + thin.join(', ') + ': older days, every seventh. The files have all.'));
  }
  const newest = DATA.reports.filter(report => report.days.length === 1 && NEWEST > FIRST).map(report => report.name);
  if (newest.length) {
    parts.push(p('Of ' + newest.join(', ') + ' it carries the newest day.'));
  }
  if (rest) {
    parts.push(p('It names the largest versions and adds up ' + Format.count(rest) + ' smaller ones. The files have all.'));
  }
  DATA.reports.filter(report => report.left > 0).forEach(report =>
      parts.push(p('It leaves out ' + Format.count(report.left) + ' older or smaller groups of ' + report.name + '. The file has all.')));
  return parts;
}

/** Headline numbers: of the newest day, and against the same a week before. */
function tiles() {
  const dau = column => Report.column('daily_active_users', [], column);
  const last = dau('dau').length - 1;
  const week = (values, at) => (at < 6 ? null : sum(values.slice(at - 6, at + 1)));
  const created = Report.column('project_creation', [], 'created');
  const deploy = column => Report.column('deploy_success', [state.family], column);
  const rate = at => {
    const of = column => week(deploy(column), at);
    return of('succeeded') === null ? null : Format.ratio(of('succeeded'), of('succeeded') + of('failed') + of('failed_graceful'));
  };
  const adoption = Adoption.of(state.surface);
  const carried = Report.get(Adoption.NAME).days;
  const outdated = offset => (carried.indexOf(offset) < 0 ? null : adoption.outdated[carried.indexOf(offset)]);
  const recent = of => Array.from({length: Math.min(28, last + 1)}, (none, i) => of(last - Math.min(28, last + 1) + 1 + i));
  const simple = (name, column, format) =>
      ({name, format, now: dau(column)[last], before: last < 7 ? null : dau(column)[last - 7], spark: recent(at => dau(column)[at])});
  const list = [
    simple('Active on the day', 'dau', 'count'),
    simple('Active in 7 days', 'wau_7d', 'count'),
    simple('Active in 28 days', 'mau_28d', 'count'),
    simple('Stickiness (day of 28 days)', 'stickiness', 'share'),
    {name: 'Projects created in 7 days', format: 'count', now: week(created, last), before: week(created, last - 7),
      spark: recent(at => created[at])},
    {name: 'Deploy success in 7 days, ' + (state.family === 'app' ? 'apps' : 'projects'), format: 'share', now: rate(last),
      before: rate(last - 7), spark: recent(rate)},
    {name: 'On outdated lines, ' + (state.surface === 'admin' ? 'admin apps' : 'command line'), format: 'share', now: outdated(last),
      before: outdated(last - 7), spark: recent(outdated)},
  ];
  document.getElementById('tiles').replaceChildren(...list.map(tile => Dom.html('li', {class: 'tile'},
      Dom.html('span', {class: 'name'}, tile.name),
      Dom.html('span', {class: 'value'}, Format.text(tile.now, tile.format)),
      Dom.html('span', {class: 'change'}, change(tile)), Charts.spark(tile.spark))));
}

function change(tile) {
  if (tile.now === null) {
    return 'too little history yet';
  }
  if (tile.before === null) {
    return 'no week before yet';
  }
  const by = tile.now - tile.before;
  const since = ' since ' + Format.short(NEWEST - 7);
  const arrow = by > 0 ? '▲ +' : by < 0 ? '▼ −' : '± ';
  if (tile.format === 'share') {
    return arrow + (Math.round(Math.abs(by) * 10000) / 100).toFixed(2) + ' points' + since;
  }
  const share = tile.before === 0 ? '' : ' (' + (Math.round(Math.abs(by) / tile.before * 1000) / 10).toFixed(1) + '%)';
  return arrow + Format.count(Math.abs(by)) + share + since;
}

function facts() {
  const table = factsModel();
  document.getElementById('facts').replaceChildren(Dom.html('h3', {}, 'What came in'),
      Dom.html('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'What came in'},
          Dom.table('Counts of data_quality.csv', table.head, table.rows)));
}

function show() {
  tiles();
  facts();
  Charts.update();
}

/** Filters stand behind the # of the address, so that a view can be sent to someone. */
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(state)) {
    const select = document.getElementById(name);
    const value = given.get(name);
    if (value !== null && [...select.options].some(option => option.value === value)) {
      state[name] = name === 'range' ? Number(value) : value;
    }
    select.value = String(state[name]);
  }
}

document.getElementById('finality').textContent = OPEN > NEWEST ? 'All of them are final.'
    : OPEN > FIRST ? 'Final before ' + Format.long(OPEN) + '; later days may still change.' : 'All of them may still change.';
readAddress();
sections();
show();
document.getElementById('filters').addEventListener('change', event => {
  const name = event.target.id;
  state[name] = name === 'range' ? Number(event.target.value) : event.target.value;
  history.replaceState(null, '', '#' + new URLSearchParams(state));
  show();
});
window.addEventListener('hashchange', () => {
  readAddress();
  show();
});
