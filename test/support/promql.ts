import { parser } from '@prometheus-io/lezer-promql';

/** A metric that an expression asks for, with the labels that it names of it. */
export type Selected = { metric: string; labels: string[] };

export type ReadExpression = {
  selected: Selected[];
  /** Labels that results are told apart by. */
  groups: string[];
};

type Tree = ReturnType<typeof parser.parse>['topNode'];

/** Reads an expression of PromQL. @throws Error where it is none */
export function readExpression(expr: string): ReadExpression {
  const tree = parser.parse(expr);
  tree.iterate({
    enter: ({ from, type }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expr}`);
    },
  });
  const textsIn = (node: Tree, name: string) => nodesIn(node, name).map(({ from, to }) => expr.slice(from, to));
  return {
    selected: nodesIn(tree.topNode, 'VectorSelector').map((node) => ({
      metric: textsIn(node, 'Identifier')[0] ?? '',
      labels: textsIn(node, 'LabelName'),
    })),
    groups: nodesIn(tree.topNode, 'GroupingLabels').flatMap((node) => textsIn(node, 'LabelName')),
  };
}

function nodesIn(top: Tree, name: string): Tree[] {
  const found: Tree[] = [];
  for (let child = top.firstChild; child; child = child.nextSibling) {
    if (child.name === name) found.push(child);
    found.push(...nodesIn(child, name));
  }
  return found;
}
