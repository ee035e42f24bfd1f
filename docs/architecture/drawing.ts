/** What a drawing says, on a grid: both forms of it are made of this. */
export type Page = {
  name: string;
  file: string;
  title: string;
  groups: readonly Group[];
  boxes: readonly Box[];
  arrows: readonly Arrow[];
};

export type Kind = 'outside' | 'process' | 'store' | 'aside';

export type Box = {
  id: string;
  kind: Kind;
  title: string;
  /** A line each. */
  notes: readonly string[];
  /** Column and row, from 0. */
  at: readonly [number, number];
  /** How many rows it is high. */
  rows?: number;
  /** Types of CloudFormation that it stands for. */
  types?: readonly string[];
};

/** Drawn behind the boxes from one place of the grid to another. */
export type Group = {
  title: string;
  from: readonly [number, number];
  to: readonly [number, number];
  wide?: number;
  types?: readonly string[];
};

export type Side = 'left' | 'right' | 'top' | 'bottom';

export type Arrow = {
  from: string;
  to: string;
  says?: string;
  /** Where it leaves and where it ends: a side, and how far along it. */
  out?: readonly [Side, number];
  in?: readonly [Side, number];
  /** How far between the two it bends, from 0 to 1; or for a way round below both, in pixels. */
  bend?: number;
  both?: boolean;
  /** Where along its longest part the text stands. */
  textAt?: number;
};
