/** A query of a panel, and what its lines are called. */
type Target = { expr: string; legend: string };

export type PanelOptions = {
  title: string;
  /** What it tells, and what to look out for. */
  description: string;
  /** A unit of Grafana, such as s, reqps, bytes, percentunit. */
  unit: string;
  targets: readonly Target[];
  /** Whether its lines lie upon each other. */
  stacked?: boolean;
};

/** The one that is chosen in the dashboard. */
export const datasource = { type: 'prometheus', uid: '$datasource' };
const [columns, width, height] = [24, 8, 8];

/** Rows of panels, three beside each other, below their headings. */
export function layOut(rows: readonly { title: string; panels: readonly PanelOptions[] }[]): object[] {
  let [id, y] = [0, 0];
  const next = () => (id += 1);
  return rows.flatMap(({ title, panels }) => {
    const heading = {
      id: next(),
      type: 'row',
      title,
      collapsed: false,
      gridPos: { h: 1, w: columns, x: 0, y },
      panels: [],
    };
    const top = y + 1;
    y = top + Math.ceil(panels.length / (columns / width)) * height;
    const placed = panels.map((options, at) => {
      const x = (at * width) % columns;
      return {
        id: next(),
        ...panel(options),
        gridPos: { h: height, w: width, x, y: top + Math.floor((at * width) / columns) * height },
      };
    });
    return [heading, ...placed];
  });
}

function panel({ title, description, unit, targets, stacked = false }: PanelOptions): object {
  const stacking = { mode: stacked ? 'normal' : 'none', group: 'A' };
  return {
    ...{ type: 'timeseries', title, description, datasource },
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        custom: { lineWidth: 1, fillOpacity: stacked ? 30 : 5, showPoints: 'never', stacking },
      },
      overrides: [],
    },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: targets.map(({ expr, legend }, at) => ({
      ...{ refId: String.fromCharCode('A'.charCodeAt(0) + at), datasource, expr, legendFormat: legend },
    })),
  };
}
