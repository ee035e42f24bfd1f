import type { Arrow, Box, Page, Side } from './drawing.ts';
import { type Rect, rectOf, rectOfGroup, routeOf, sizeOf } from './layout.ts';
import { groupFill, groupLine, ink, line, looks, paper, sizes, soft } from './look.ts';
import { inXml } from './to-svg.ts';

/** All pages as one file of diagrams.net, uncompressed, so that what changes can be read. */
export function toDrawio(pages: readonly Page[]): string {
  return `<mxfile host="app.diagrams.net" pages="${pages.length}">\n${pages.map(diagramOf).join('\n')}\n</mxfile>\n`;
}

function diagramOf(page: Page): string {
  const { width, height } = sizeOf(page);
  const cells = [
    '<mxCell id="0"/>',
    '<mxCell id="1" parent="0"/>',
    vertex('title', page.title, { x: 48, y: 20, width: width - 96, height: 34 }, titleStyle),
    ...page.groups.map((group, at) => vertex(`group-${at}`, group.title, rectOfGroup(group), groupStyle)),
    ...page.arrows.map((arrow, at) => edge(page, arrow, at)),
    ...page.boxes.map((box) => vertex(box.id, inHtml(box), rectOf(box), boxStyle(box))),
  ];
  const model = `dx="0" dy="0" grid="1" gridSize="4" guides="1" arrows="1" page="1" pageScale="1" pageWidth="${width}" pageHeight="${height}" background="${paper}"`;
  return `  <diagram id="${page.file}" name="${inXml(page.name)}">\n    <mxGraphModel ${model}>\n      <root>\n${cells.map((cell) => `        ${cell}`).join('\n')}\n      </root>\n    </mxGraphModel>\n  </diagram>`;
}

const titleStyle = `text;html=1;align=left;verticalAlign=middle;fontStyle=1;fontSize=${sizes.page};fontColor=${ink};`;
const groupStyle = `rounded=1;arcSize=3;html=1;align=left;verticalAlign=top;spacingLeft=8;spacingTop=2;fontStyle=1;fontSize=${sizes.group};fontColor=${soft};fillColor=${groupFill};strokeColor=${groupLine};`;

function boxStyle({ kind }: Box): string {
  const { fill, line: stroke } = looks[kind];
  return `rounded=1;arcSize=8;whiteSpace=wrap;html=1;fontSize=${sizes.title};fontColor=${ink};fillColor=${fill};strokeColor=${stroke};`;
}

function inHtml({ title, notes }: Box): string {
  const small = notes.map(
    (note) => `<br><font color="${soft}" style="font-size: ${sizes.note}px">${inXml(note)}</font>`,
  );
  return `<b>${inXml(title)}</b>${small.join('')}`;
}

function vertex(id: string, value: string, { x, y, width, height }: Rect, style: string): string {
  const geometry = `<mxGeometry x="${x}" y="${y}" width="${width}" height="${height}" as="geometry"/>`;
  return `<mxCell id="${id}" value="${inXml(value)}" style="${style}" vertex="1" parent="1">${geometry}</mxCell>`;
}

function edge(page: Page, arrow: Arrow, at: number): string {
  const { out = ['right', 0.5], in: into = ['left', 0.5] } = arrow;
  const style = `edgeStyle=none;rounded=0;html=1;endArrow=block;endFill=1;${arrow.both ? 'startArrow=block;startFill=1;' : ''}strokeColor=${line};fontSize=${sizes.arrow};fontColor=${ink};labelBackgroundColor=${paper};${fixed('exit', out)}${fixed('entry', into)}`;
  const corners = routeOf(page, arrow).slice(1, -1);
  const points = corners.map(({ x, y }) => `<mxPoint x="${x}" y="${y}"/>`).join('');
  const inner = points === '' ? '' : `<Array as="points">${points}</Array>`;
  return `<mxCell id="arrow-${at}" value="${inXml(arrow.says ?? '')}" style="${style}" edge="1" parent="1" source="${arrow.from}" target="${arrow.to}"><mxGeometry relative="1" as="geometry">${inner}</mxGeometry></mxCell>`;
}

function fixed(end: 'exit' | 'entry', [side, along]: readonly [Side, number]): string {
  const x = side === 'left' ? 0 : side === 'right' ? 1 : along;
  const y = side === 'top' ? 0 : side === 'bottom' ? 1 : along;
  return `${end}X=${x};${end}Y=${y};${end}Dx=0;${end}Dy=0;`;
}
